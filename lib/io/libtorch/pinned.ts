/**
 * SHA-256 of what PyTorch published under a name, where that is known: the wheels of the pinned release on PyPI, whose
 * index (https://pypi.org/simple/torch/) names them. PyTorch's own server publishes none for its archives of libtorch and
 * its `+cpu` and `+cuNNN` wheels: there https, or `--sha256`, says that they are what they should be.
 */
import { DownloadError } from "../../native/errors.ts";

const PINNED: Readonly<Record<string, string>> = {
  "torch-2.13.0-cp310-cp310-macosx_14_0_arm64.whl":
    "94f0de129916f77b8dc2c7a8eff644cfeddfe59e39c9f55e9f6e17543410281d",
  "torch-2.13.0-cp310-cp310-manylinux_2_28_aarch64.whl":
    "0ab4b69f3ee03a62a002cfbf77b1ca5e88aceb4ea64cb4388bb28f638ddbb045",
  "torch-2.13.0-cp310-cp310-manylinux_2_28_x86_64.whl":
    "c78b7b4d04461855a764cf01bae9a462bb88bc93defcfa11235cbc8fdf3e12c4",
  "torch-2.13.0-cp310-cp310-win_amd64.whl":
    "2bd30b6b730d987fa386ce3898933762c5cb8cc82eb0535211d787cc3ce2dfeb",
  "torch-2.13.0-cp311-cp311-macosx_14_0_arm64.whl":
    "e76f9bcecc52b8ff711239a2f7547d5353df95878ab232f0773c1d95928b92f8",
  "torch-2.13.0-cp311-cp311-manylinux_2_28_aarch64.whl":
    "092790c696a760c729fd5722835f50b9d81fd7c8f141571f3f3cf4081a8f664c",
  "torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl":
    "60fcdcb2f3876e21146cb4524ef06397d727ca9ad5f020818547e25075fe3cb7",
  "torch-2.13.0-cp311-cp311-win_amd64.whl":
    "a0d8b11f16a48d60e2015d8213aa0390744cbebb98e58b62b3514dddc656e330",
  "torch-2.13.0-cp312-cp312-macosx_14_0_arm64.whl":
    "2fe228aba290d14b9f31b049be550dbd469c3fd3013d7a19705b30454da97027",
  "torch-2.13.0-cp312-cp312-manylinux_2_28_aarch64.whl":
    "572df8be8ffb4599c88cbd6a0726f1f854f4da65d2e3c09f0e2c2283333cd6d4",
  "torch-2.13.0-cp312-cp312-manylinux_2_28_x86_64.whl":
    "796633c4cdf0fe2cdced72d8f88f22e73dbcfce83132763162f6d4bff13b820b",
  "torch-2.13.0-cp312-cp312-win_amd64.whl":
    "024c6cc0c1b085f2f91f20a3dc27b0471d021c31ce84b81be3afdc39f791fd9d",
  "torch-2.13.0-cp313-cp313-macosx_14_0_arm64.whl":
    "33449899ce5496c1b84b4853179d94fd102028ae1407314d9fb956bb79e70d09",
  "torch-2.13.0-cp313-cp313-manylinux_2_28_aarch64.whl":
    "1e09d6a722504957c694faceca843acde562786df1144ebcc5a74075ec7f6005",
  "torch-2.13.0-cp313-cp313-manylinux_2_28_x86_64.whl":
    "a3a9a21312872af8a26950b2c15680335a386a1f56ed03e780653d78b9607e9e",
  "torch-2.13.0-cp313-cp313-win_amd64.whl":
    "49b58f1e2c52440abb6f17c28f0335fe6c6d01ad1a7f55b0183b81e4b34d64e6",
  "torch-2.13.0-cp314-cp314-macosx_14_0_arm64.whl":
    "d849b390e07d8d333ce8ecaf91b273c656c598379a19c9acf1318a883f6b391c",
  "torch-2.13.0-cp314-cp314-manylinux_2_28_aarch64.whl":
    "a3893dc2da0a972a8ca5d698c85a9f967559ac5f8ee1797b77408aa8734d073c",
  "torch-2.13.0-cp314-cp314-manylinux_2_28_x86_64.whl":
    "49f1ea385c754e54919408a9bb3b5a72b0b755bbe2c916c1d6f70afbec4908a2",
  "torch-2.13.0-cp314-cp314-win_amd64.whl":
    "4f8573e3ce9ebcd53fe922f01077a6085ccdfbe5f12fd215883a9d87d7a744fd",
  "torch-2.13.0-cp314-cp314t-macosx_14_0_arm64.whl":
    "c28def70706c2f9ecc752574766e8ae4da9b810ab6676b611166761a78a9f1e1",
  "torch-2.13.0-cp314-cp314t-manylinux_2_28_aarch64.whl":
    "31061ff56ed8fbf26c749806905aeb749ebeb819810fd5d52508aa5afd90dddc",
  "torch-2.13.0-cp314-cp314t-manylinux_2_28_x86_64.whl":
    "cc26eead4cf51d0b544e31e364dcf000846549c273bd148936fe9d24d29acb92",
  "torch-2.13.0-cp314-cp314t-win_amd64.whl":
    "a7de8a313090dc5c7d7ba4bfe5c3be222528f9a4dba1acc83bddb1157360c4b8",
};

/**
 * Refuses a file that has the name of a published one and other bytes.
 *
 * @param sha256 gives its SHA-256 in hex; called only for names that are known
 * @throws DownloadError ERR_TORCHTS_HASH
 */
export async function checkPinned(name: string, sha256: () => Promise<string>): Promise<void> {
  const wanted = Object.hasOwn(PINNED, name) ? PINNED[name] : undefined;
  if (wanted === undefined) return;
  const hash = await sha256();
  if (hash === wanted) return;
  throw new DownloadError(
    `${name}: its SHA-256 is ${hash}, but PyTorch published ${wanted} under this name. Fetch it again, from PyPI.`,
    { code: "ERR_TORCHTS_HASH", operation: "installLibtorch" },
  );
}
