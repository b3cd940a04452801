# make bench HUB=1: a hub with STATIONS stations and BUNDLES bundles of BYTES bytes each, on a PostgreSQL of
# its own that syncs each commit, on the disk of TMPDIR. Prints a row for each tenth of the bundles, what the
# server holds in the end, and what a recipient pays for a full mailbox.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/hub.sh"

HUB_FSYNC=on
hub_server
printf '{"do":"init","address":"%s","secret":"%s"}' "$(hub_url operator)" "$(cat "$work/operator.secret")" >"$work/job"
input=$work/job run "$top_builddir/anjuan-hub"
hub_sql operator -c "SELECT count(anjuan.add_station(lpad(n::text, 32, '0')::name, 'bench', 1::bigint << 40, 10000000))
    FROM generate_series(0, ${STATIONS:-200} - 1) n" >"$out"
echo "${STATIONS:-200} stations, ${BUNDLES:-20000} bundles of ${BYTES:-4000} bytes, ${WORKERS:-6} at once"
HUB_SECRET=$(cat "$work/operator.secret") "$top_builddir/tests/bench/hub" "$hub_at" "$(hub_as head -n 1 "$hub_in/data/postmaster.pid")" "${STATIONS:-200}" "${BUNDLES:-20000}" \
    "${BYTES:-4000}" "${WORKERS:-6}" || exit 1
hub_sql operator -c "SELECT format('%s bundles, %s bytes of the server for each byte sent, %s of them for rows and indexes that stay',
    (SELECT count(*) FROM anjuan.bundle),
    round(pg_database_size('hub') / (SELECT sum(size) FROM anjuan.bundle), 2),
    round(pg_total_relation_size('anjuan.bundle') / (SELECT sum(size) FROM anjuan.bundle), 2))"
before=$(date +%s%3N)
hub_sql operator -c "SELECT anjuan.sweep((now() + interval '20 years')::date)" >"$out"
echo "a month of $(cat "$out") partition dropped in $(($(date +%s%3N) - before)) ms"
