/** Many parameters as one vector, and back. */
import { kind, noMore, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, scope, Tensor, torch } from "../../tensor/index.ts";

const parametersKind = kind<Iterable<Tensor>>(
  "tensors, as model.parameters()",
  (v) => typeof v === "object" && v !== null && Symbol.iterator in v,
);

const TO_VECTOR = signature("nn.utils.parametersToVector", { takes: { parameters: parametersKind } });
const TO_PARAMETERS = signature("nn.utils.vectorToParameters", {
  takes: { vector: tensorKind, parameters: parametersKind },
});

function listOfTensors(operation: typeof TO_VECTOR, parameters: Iterable<Tensor>): Tensor[] {
  const list = [...parameters];
  if (!list.every((one) => one instanceof Tensor)) throw operation.error("each parameter must be a tensor.");
  if (list.length === 0) throw operation.error("there are no parameters.");
  const devices = new Set(list.map((one) => one.device));
  if (devices.size > 1)
    throw operation.error(`the parameters are on several devices, ${[...devices].join(" and ")}.`);
  return list;
}

/** The elements of all parameters, in their order, as one vector. Gradients flow through it. */
export function parametersToVector(parameters: Iterable<Tensor>, ...rest: []): Tensor {
  noMore("nn.utils.parametersToVector", rest);
  TO_VECTOR.check(parameters);
  const list = listOfTensors(TO_VECTOR, parameters);
  return scope(() => torch.cat(list.map((one) => one.reshape([-1]))));
}

/**
 * Copies a vector, as `parametersToVector` gives, into the parameters. Throws ShapeError unless it has as many elements as
 * they have together.
 */
export function vectorToParameters(vector: Tensor, parameters: Iterable<Tensor>, ...rest: []): void {
  noMore("nn.utils.vectorToParameters", rest);
  TO_PARAMETERS.check(vector, parameters);
  const list = listOfTensors(TO_PARAMETERS, parameters);
  const wanted = list.reduce((sum, one) => sum + one.numel(), 0);
  if (vector.ndim !== 1 || vector.numel() !== wanted) {
    const operation = TO_PARAMETERS.name;
    throw new ShapeError(
      `${operation}: expected a vector of ${wanted} elements, got shape [${vector.shape}].`,
      {
        operation,
      },
    );
  }
  noGrad(() =>
    scope(() => {
      let offset = 0;
      for (const one of list) {
        one.copy_(vector.narrow(0, offset, one.numel()).view(one.shape));
        offset += one.numel();
      }
    }),
  );
}
