// The decoders of the @cornerstonejs packages, which bring no types of their own.

declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  const make: (options: {
    print(): void;
    printErr(): void;
  }) => Promise<{ J2KDecoder: new () => import("./wasm.ts").WasmDecoder }>;
  export default make;
}

declare module "@cornerstonejs/codec-openjph" {
  const make: (options: {
    print(): void;
    printErr(): void;
  }) => Promise<{ HTJ2KDecoder: new () => import("./wasm.ts").WasmDecoder }>;
  export default make;
}

declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  const make: (options: {
    print(): void;
    printErr(): void;
  }) => Promise<{ JpegLSDecoder: new () => import("./wasm.ts").WasmDecoder }>;
  export default make;
}
