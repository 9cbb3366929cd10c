# Shared by the scripts here: sourced, not run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
parts=$root/.data/parts

say() { printf '%s\n' "$*"; }
step() { printf '==> %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# True when the first version is the second or newer.
at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1) == "$2" ]]; }

# A compiler lives too briefly for code that measures itself to pay: with these the build takes about 60 % of the time.
build_quickly() { DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0 DOTNET_TC_CallCountingDelayMs=0 dotnet build "$@"; }
