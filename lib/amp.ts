/** Mixed precision under the name that PyTorch has for it. */
export { GradScaler, type GradScalerOptions, type GradScalerStateDict } from "./optim/index.ts";
export {
  type AutocastDType,
  type AutocastOptions,
  autocast,
  clearAutocastCache,
  getAutocastDtype,
  isAutocastCacheEnabled,
  isAutocastEnabled,
} from "./tensor/index.ts";
