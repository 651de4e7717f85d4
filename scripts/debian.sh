# Sourced by scripts/test after runtime.sh.

# Installs one of Debian's packages where we may (as root, with apt-get); otherwise fails quietly.
install_debian() {
  local package=$1
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  patiently "Installing $package with apt-get" install_with_apt "$package"
}

install_with_apt() {
  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$1"
}
