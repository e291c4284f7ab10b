/**
 * Stand-ins for what an installation meets: zip archives (hostile ones too), PyTorch's server, pip, small disks.
 *
 * The libraries in them are not real: installing only looks at names and versions, loading is tested elsewhere.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { onTestFinished } from "vitest";
import { libraryName } from "../../../lib/native/libtorch/probe.ts";

/** One file of an archive. */
export interface FakeEntry {
  name: string;
  text: string;
  /** Unix mode; a link's is 0o120777. */
  mode?: number;
  /** CRC to claim instead of the true one. */
  crc?: number;
}

/** A zip file of stored entries, by PKWARE's APPNOTE 4.3. */
export function makeZip(entries: readonly FakeEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, text, mode = 0o100644, crc } of entries) {
    const file = Buffer.from(name);
    const data = Buffer.from(text, "latin1");
    const fields = Buffer.alloc(26); // from "version needed" to "extra length", the same in both headers
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc ?? crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(file.length, 22);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), fields, file, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), fields, tail, file);
    offset += 30 + file.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The official archive's layout. */
export function archiveEntries(version = "2.13.0+cpu", payload = "x".repeat(200_000)): FakeEntry[] {
  return [
    { name: `libtorch/lib/${libraryName("torch_cpu")}`, text: payload, mode: 0o100755 },
    { name: `libtorch/lib/${libraryName("c10")}`, text: "c10", mode: 0o100755 },
    { name: "libtorch/include/ATen/ATen.h", text: "#pragma once\n" },
    { name: "libtorch/bin/test_api", text: "not wanted" },
    { name: "libtorch/build-version", text: `${version}\n` },
  ];
}

/** The layout of torch's wheel, RECORD included. */
export function wheelEntries(version = "2.13.0+cpu"): FakeEntry[] {
  const files: FakeEntry[] = [
    { name: `torch/lib/${libraryName("torch_cpu")}`, text: "library", mode: 0o100755 },
    { name: `torch/lib/${libraryName("c10")}`, text: "c10", mode: 0o100755 },
    { name: "torch/include/ATen/ATen.h", text: "#pragma once\n" },
    { name: "torch/version.py", text: `__version__ = '${version}'\ncuda: Optional[str] = None\n` },
    { name: "torch/nn/modules.py", text: "not wanted" },
  ];
  const record = files.map(({ name, text }) => {
    const hash = createHash("sha256").update(text, "latin1").digest("base64url");
    return `${name},sha256=${hash},${text.length}`;
  });
  return [...files, { name: `torch-${version}.dist-info/RECORD`, text: record.join("\n") }];
}

/** An empty folder, removed after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "torchts-install-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Environment of an installation that sees no Python and nothing of this machine's settings. */
export function emptyEnv(home: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    TORCHTS_HOME: home,
    TORCHTS_PYTHON: join(home, "no-python"),
    ...more,
  };
}

/** A server on this machine; returns its address. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((fulfil) => server.listen(0, "127.0.0.1", fulfil));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((fulfil) => server.close(fulfil));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers with a file, ranges honoured, as PyTorch's server does. */
export function sendFile(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  response.writeHead(start > 0 ? 206 : 200, {
    "content-length": body.length - start,
    etag: '"1"',
    ...(start > 0 ? { "content-range": `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
  });
  response.end(body.subarray(start));
}

/** A `python` that answers `script`'s cases of a shell; returns its path. POSIX only. */
export function fakePython(folder: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "python");
  writeFileSync(path, `#!/bin/sh\necho "$@" >> "${folder}/calls"\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/**
 * A folder that is a disk of its own, or the reason why there can be none here.
 *
 * @param size as tmpfs takes it, `4m`
 */
export function smallDisk(size: string): { folder: string; remountReadOnly: () => void } | string {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "mounting a tmpfs takes root on Linux";
  const folder = mkdtempSync(join(tmpdir(), "torchts-disk-"));
  const mount = (...args: string[]): boolean => spawnSync("mount", args).status === 0;
  if (!mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder)) {
    rmSync(folder, { recursive: true });
    return "a tmpfs cannot be mounted here";
  }
  onTestFinished(() => {
    spawnSync("umount", [folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, remountReadOnly: () => void mount("-o", "remount,ro", folder) };
}
