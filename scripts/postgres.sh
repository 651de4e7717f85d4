# Sourced by scripts/test after runtime.sh. Starts a PostgreSQL of our own on a free loopback port, in a
# temporary folder, and exports ADJOIN_TEST_POSTGRES_URL. stop_postgres ends it and removes its folder.

postgres_folder=

find_postgres_programs() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -Vr) \
    $(dirname "$(command -v initdb 2>/dev/null)" 2>/dev/null); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
      echo "$folder"
      return 0
    fi
  done
  return 1
}

# PostgreSQL refuses to run as root; root lends it an account without rights.
unprivileged_account() {
  if [ "$(id -u)" != 0 ]; then return 0; fi
  if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

as_account() {
  local account=$1
  shift
  if [ -z "$account" ]; then
    "$@"
  elif command -v setpriv >/dev/null; then
    setpriv --reuid="$account" --regid="$(id -g "$account")" --clear-groups "$@"
  elif command -v runuser >/dev/null; then
    runuser -u "$account" -- "$@"
  else
    su -s /bin/sh "$account" -c '"$0" "$@"' -- "$@"
  fi
}

free_port() {
  node -e 'const server = require("node:net").createServer()
    server.listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close() })'
}

# English collation by ICU, as most installed servers have some language's: a query that leans on byte order fails
# here rather than in a company's installation.
create_cluster() {
  local programs=$1 account=$2 password=$3
  printf '%s\n' "$password" >"$postgres_folder/password"
  mkdir "$postgres_folder/sockets"
  if [ -n "$account" ]; then chown -R "$account" "$postgres_folder"; fi
  (cd "$postgres_folder" && as_account "$account" "$programs/initdb" --pgdata=data --username=adjoin \
    --pwfile=password --auth=scram-sha-256 --encoding=UTF8 --locale=C \
    --locale-provider=icu --icu-locale=en --no-sync >"$postgres_folder/initdb.log" 2>&1) ||
    give_up "initdb failed: $(tail -3 "$postgres_folder/initdb.log")"
}

# No fsync, since the data is thrown away; an odd time zone, so that no query leans on the server's.
launch_server() {
  local programs=$1 account=$2 port=$3
  (cd "$postgres_folder" && as_account "$account" "$programs/postgres" -D data -p "$port" \
    -k "$postgres_folder/sockets" -c listen_addresses=127.0.0.1 -c max_connections=200 \
    -c fsync=off -c full_page_writes=off -c timezone=Asia/Kathmandu \
    >"$postgres_folder/server.log" 2>&1 </dev/null &)
}

# The last line of postmaster.pid says "ready" once connections are accepted.
await_server() {
  local tries=0
  until grep -q '^ready' "$postgres_folder/data/postmaster.pid" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || give_up "PostgreSQL did not start: $(tail -3 "$postgres_folder/server.log")"
    sleep 0.1
  done
}

start_postgres() {
  local programs account password port
  if [ -n "${ADJOIN_TEST_POSTGRES_URL:-}" ]; then
    say "PostgreSQL: the one in ADJOIN_TEST_POSTGRES_URL"
    return 0
  fi
  programs=$(find_postgres_programs) || {
    install_debian postgresql || true
    programs=$(find_postgres_programs) ||
      give_up "The tests need PostgreSQL 15 or newer. Install it, set ADJOIN_TEST_POSTGRES_URL, or run scripts/test --fast."
  }
  account=$(unprivileged_account)
  password=$(node -p 'require("node:crypto").randomBytes(16).toString("hex")')
  postgres_folder=$(mktemp -d "/tmp/adjoin-postgres.XXXXXX")
  create_cluster "$programs" "$account" "$password"
  port=$(free_port)
  launch_server "$programs" "$account" "$port"
  await_server
  export ADJOIN_TEST_POSTGRES_URL="postgres://adjoin:$password@127.0.0.1:$port/postgres"
  say "PostgreSQL: $("$programs/postgres" --version | grep -oE '[0-9.]+' | head -1) on 127.0.0.1:$port"
}

stop_postgres() {
  local pid tries=0
  if [ -z "$postgres_folder" ]; then return 0; fi
  pid=$(head -1 "$postgres_folder/data/postmaster.pid" 2>/dev/null || true)
  if [ -n "$pid" ]; then
    kill -INT "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do
      tries=$((tries + 1))
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -rf "$postgres_folder"
  postgres_folder=
}
