// Before `npm publish` of a folder, which would send the registry the checkout's manifest, `prepare` and all: refused.
console.error("torchts: publish the file that `npm pack` makes: npm publish torchts-<version>.tgz");
process.exitCode = 1;
