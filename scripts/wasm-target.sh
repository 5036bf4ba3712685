#!/usr/bin/env bash
# Makes `cargo build --target wasm32-unknown-unknown` work, once; later runs find it done.
#
#   eval "$(scripts/wasm-target.sh)"   # stdout: exports, often none; stderr: what was done
#
# Three ways, in this order: the active toolchain has the target already; rustup adds it;
# Debian's packages, whose standard library for the target is built here from their source
# (about a minute). The third way sets WASM_CARGO and WASM_RUSTC, which `cargo xtask` uses for
# the browser's half, in a target folder of its own: one toolchain per target folder.
# WASM_TARGET_FORCE=debian skips the first two ways.
set -euo pipefail
target=wasm32-unknown-unknown

say() { echo "wasm-target: $*" >&2; }
has() {
  local libdir
  libdir=$("$@" --print target-libdir --target "$target" 2>/dev/null) &&
    compgen -G "$libdir/libstd-*.rlib" >/dev/null
}

rustc=/usr/bin/rustc cargo=/usr/bin/cargo

# What the caller needs to know: nothing if its own rustc is Debian's.
answer() {
  if [ "$(rustc -vV 2>/dev/null)" != "$("$rustc" -vV)" ]; then
    echo "export WASM_CARGO=$cargo WASM_RUSTC=$rustc"
  fi
}

if [ -z "${WASM_TARGET_FORCE:-}" ]; then
  if has rustc; then exit 0; fi
  # Before rustup is asked again and has to fail again.
  if has "$rustc"; then answer; exit 0; fi
  if command -v rustup >/dev/null; then
    say "asking rustup for $target"
    if timeout 180 rustup target add "$target" >&2 && has rustc; then exit 0; fi
    say "rustup could not; taking Debian's Rust for the browser's half"
  fi
fi

command -v apt-get >/dev/null || { say "no rustup and no apt-get: install $target by hand"; exit 1; }
as_root=(); [ "$(id -u)" = 0 ] || as_root=(sudo)
missing=()
for package in rustc-web cargo-web rust-web-src lld-19; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${missing[*]}"
  install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends)
  "${install[@]}" "${missing[@]}" >&2 ||
    { "${as_root[@]}" apt-get -q update >&2; "${install[@]}" "${missing[@]}" >&2; }
fi

if ! has "$rustc"; then
  say "building the standard library for $target with $("$rustc" --version)"
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
  mkdir "$work/src"; : >"$work/src/lib.rs"
  cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "stub"
version = "0.0.0"
edition = "2021"
[profile.release]
opt-level = 3
codegen-units = 1
debug = false
panic = "abort"
[workspace]
TOML
  # Cargo leaves bitcode out when a build has no LTO, and then no later build with LTO could use it.
  ( cd "$work"
    env -u RUSTUP_TOOLCHAIN -u CARGO_TARGET_DIR -u CARGO_ENCODED_RUSTFLAGS RUSTC_BOOTSTRAP=1 \
      RUSTC="$rustc" RUSTFLAGS="-C embed-bitcode=yes" "$cargo" build -q --release \
      --target "$target" -Z build-std=std,panic_abort,proc_macro >&2 )
  libdir=$("$rustc" --print target-libdir --target "$target")
  "${as_root[@]}" mkdir -p "$libdir"
  for file in "$work/target/$target"/release/deps/lib*.r{lib,meta}; do
    case ${file##*/} in libstub*) ;; *) "${as_root[@]}" cp "$file" "$libdir/" ;; esac
  done
fi

# The target's linker is called rust-lld; Debian has the same program under another name.
host=$("$rustc" -vV | sed -n 's/^host: //p')
linkers=$("$rustc" --print sysroot)/lib/rustlib/$host/bin
if [ ! -e "$linkers/rust-lld" ]; then
  "${as_root[@]}" mkdir -p "$linkers"
  "${as_root[@]}" ln -s /usr/lib/llvm-19/bin/lld "$linkers/rust-lld"
fi
answer
