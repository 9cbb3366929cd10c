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

# Lets private_apt ask about another release of this system, as if nothing were installed, with lists and archives in a folder; needs no root. The mirror and
# its keys are the machine's own: only the release differs.
open_release() { # suite, folder
  release_lists=$2
  mkdir -p "$2"/{lists/partial,archives/partial}
  : >"$2/status"
  source /etc/os-release
  local mirror keyring signed_by=''
  mirror=$(apt-get update --print-uris -o Dir::State::lists="$2/lists" -o Debug::NoLocking=true |
    sed -n "s|^'\(.*\)/dists/$VERSION_CODENAME/InRelease'.*|\1|p" | head -n1)
  [[ -n $mirror ]] || fail "apt knows no source for $VERSION_CODENAME: check /etc/apt/sources.list and /etc/apt/sources.list.d."
  keyring=/usr/share/keyrings/$ID-archive-keyring.gpg
  [[ -e $keyring ]] && signed_by="[signed-by=$keyring] "
  printf 'deb %s%s %s main\n' "$signed_by" "$mirror" "$1" >"$2/sources.list"
  private_apt update
}

private_apt() {
  apt-get -q -o Dir::Etc::sourcelist="$release_lists/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$release_lists/lists" -o Dir::State::status="$release_lists/status" -o Dir::Cache="$release_lists" \
    -o Dir::Cache::archives="$release_lists/archives" -o APT::Sandbox::User= \
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false -o Debug::NoLocking=true "$@"
}
