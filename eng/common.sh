# Shared by ./stillhound, ./run and ./test: finding the SDK, installing what is missing, building once.
# Sourced with `root` set to the checkout. Messages go to standard error, so that output can be piped.
# shellcheck shell=bash

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en
# No build server outlives its command: one that keeps a pipe open would hang whoever reads it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

: "${root:?the sourcing script sets it}"
cli_dll="$root/src/Stillhound.Cli/bin/Release/net10.0/stillhound.dll"
stamp="$root/artifacts/build/stamp"
build_log="$root/artifacts/build/build.log"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "${0##*/}: $*"
  exit 2
}

have() { command -v "$1" >/dev/null 2>&1; }

# Puts dotnet on the path; with "sdk", also asks for an SDK that global.json accepts.
need_dotnet() {
  if ! have dotnet; then
    local home="${DOTNET_ROOT:-$HOME/.dotnet}"
    [ -x "$home/dotnet" ] || die "the .NET 10 SDK is missing: install it from https://dot.net/download"
    PATH="$home:$PATH"
  fi
  if [ "${1:-}" = sdk ] && ! (cd "$root" && dotnet --version >/dev/null 2>&1); then
    die "the .NET 10 SDK is missing (found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')): install it from https://dot.net/download"
  fi
}

# Installs Debian packages when that is possible here. Answers whether it did.
apt_install() {
  have apt-get && [ "$(id -u)" = 0 ] || return 1
  say "installing $*"
  mkdir -p "$root/artifacts/build"
  {
    [ -n "${apt_updated:-}" ] || apt-get update -qq
    apt_updated=1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
  } </dev/null >"$root/artifacts/build/apt.log" 2>&1
}

# npm bundles the charts of the report while the solution is built.
need_npm() {
  { have npm && have node; } || { apt_install nodejs npm && have npm && have node; } ||
    die "npm is missing and the report's charts are built with it: install Node.js 20 or later (apt-get install nodejs npm)"
}

# Programs of others that tests of the gateways run; a test skips, with the reason, where its program is missing.
want_gateways() {
  local missing=()
  { have nginx || [ -x /usr/sbin/nginx ]; } || missing+=(nginx-light)
  have crowdsec-custom-bouncer || missing+=(crowdsec-custom-bouncer)
  have curl || missing+=(curl)
  /usr/bin/python3 -c 'import grpc, google.protobuf' 2>/dev/null || missing+=(python3-grpcio python3-protobuf)
  [ "${#missing[@]}" -eq 0 ] || apt_install "${missing[@]}" ||
    say "missing: ${missing[*]}: tests of gateways that need them skip (apt-get install ${missing[*]})"
}

# Prometheus's own checks of metrics and alerts; tests skip, with the reason, where it is missing.
want_promtool() {
  have promtool || apt_install prometheus ||
    say "promtool is missing: tests of metrics and alerts skip (apt-get install prometheus)"
}

# One line that changes whenever a file that the program is built from does.
source_state() {
  (
    cd "$root" || exit 1
    find src eng/Precompile.targets Directory.Build.props Directory.Packages.props global.json .editorconfig \
      -type d \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print0 |
      LC_ALL=C sort -z | xargs -0 cksum | cksum
  )
}

is_built() { [ -f "$cli_dll" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(source_state)" ]; }

# What a scan runs is compiled to machine code where this package is at hand (eng/Precompile.targets).
fetch_precompiler() {
  (cd "$root" && dotnet restore eng/Precompiler.proj -v quiet) </dev/null >"$root/artifacts/build/precompiler.log" 2>&1 ||
    say "the ahead-of-time compiler could not be fetched: the program is complete, and a scan takes a little longer"
}

# Builds one project or the solution in Release, quietly; on failure prints each error once.
build() {
  local state locked=()
  [ "${CI:-}" != true ] || locked=(-p:RestoreLockedMode=true)
  state="$(source_state)"
  rm -f "$stamp"
  fetch_precompiler
  if ! (cd "$root" && dotnet build "$1" -c Release -v quiet --nologo -p:UseSharedCompilation=false ${locked[@]+"${locked[@]}"}) \
    </dev/null >"$build_log" 2>&1; then
    grep -E '(error|fatal) ?[A-Z]*[0-9]*:' "$build_log" | sed -e 's/ \[[^][]*\]$//' -e "s#$root/##" | sort -u >&2 || tail -n 20 "$build_log" >&2
    return 1
  fi
  printf '%s\n' "$state" >"$stamp"
}

# Runs the given command while no other build of this checkout runs.
alone() {
  mkdir -p "$root/artifacts/build"
  if have flock; then
    exec 9>"$root/artifacts/build/lock"
    flock 9
    "$@" 9>&-
    local code=$?
    exec 9>&-
    return $code
  fi
  "$@"
}

build_cli_once() {
  is_built && return
  say "building stillhound ($([ -f "$cli_dll" ] && echo 'sources changed' || echo 'first use'))"
  build src/Stillhound.Cli/Stillhound.Cli.csproj
}

# Makes sure that the program in bin/Release is the one in src/.
ensure_cli() {
  need_dotnet
  is_built && return
  need_dotnet sdk
  need_npm
  alone build_cli_once || die "the build failed; everything it said is in artifacts/build/build.log"
}
