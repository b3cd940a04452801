# The commands of a hub, for its operator and for folders of sealed bundles; and what the files of
# the server hold of these.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/hub.sh"

hub_server
operator="postgresql://operator@/hub?host=$hub_at"
mailbox="postgresql:///hub?host=$hub_at"

anjuan hub init "$operator"
status_is 1 "no secret, no hub"
complains "--secret-file" "the error says what is missing"
anjuan hub init "postgresql://operator:one@localhost/hub"
status_is 2 "a password in an address is wrong usage"
anjuan hub send "$mailbox" --from "$work" --secret-file "$work/operator.secret"
status_is 0 "a folder without bundles is nothing to send"
hub_sql operator -d postgres -c 'CREATE DATABASE payroll'
anjuan hub init "$operator" --secret-file "$work/operator.secret"
status_is 1 "a server with other databases is refused"
complains payroll "and they are named"
anjuan hub init "$operator" --secret-file "$work/operator.secret" --shared
status_is 0 "but for who says so"
hub_sql operator -d postgres -c 'DROP DATABASE payroll'
anjuan --json hub init "$operator" --secret-file "$work/operator.secret" --months 2 --largest 1
says '"made":false' "what is there has its limits set"

mkdir "$work/outbox"
run "$top_builddir/tests/cli/bundles" "$work/outbox" 5
from=$(sed -n 1p "$out") to=$(sed -n 2p "$out")
for id in $from $to; do
    anjuan hub add-station "$operator" "$id" --secret-file "$work/operator.secret" \
        --secret-out "$work/$id.secret"
    status_is 0 "a station is added"
done
ok "its secret is in a file for its owner alone" test "$(stat -c %a "$work/$to.secret")" = 600
anjuan hub add-station "$operator" "$to" --secret-file "$work/operator.secret" --secret-out "$work/$to.secret"
status_is 1 "a file that is there is not written over"
anjuan hub add-station "$operator" S1 --secret-out "$work/x"
status_is 2 "a station is named by the id of its key"

anjuan hub send "$mailbox" --from "$work/outbox"
status_is 1 "no secret is refused"
echo "no bundle" >"$work/outbox/notes.anjuan"
anjuan hub send "$mailbox" --from "$work/outbox" --secret-file "$work/$from.secret"
status_is 0 "the bundles of a folder are sent"
says "5 bundles" "and counted"
complains "1 file there is no bundle" "what is none is left out, and said"
anjuan hub status "postgresql://$to@/hub?host=$hub_at" --secret-file "$work/$to.secret"
says "Waiting for this station: 5" "they wait for their recipient"
anjuan --json hub fetch "postgresql://$to@/hub?host=$hub_at" --into "$work/inbox" --secret-file "$work/$to.secret"
status_is 0 "who fetches them"
ok "one line for each" test "$(grep -c '"state":"fetched"' "$out")" = 5
anjuan hub fetch "postgresql://$to@/hub?host=$hub_at" --into "$work/inbox" --secret-file "$work/$to.secret"
ok "and a second time none" test ! -s "$out"
anjuan --json hub send "$mailbox" --from "$work/outbox" --secret-file "$work/$from.secret"
ok "the sender is told that they were taken" test "$(grep -c '"state":"taken"' "$out")" = 5
rm "$work/outbox/notes.anjuan"
(cd "$work/outbox" && sha256sum ./* | cut -d' ' -f1 | sort) >"$work/left"
(cd "$work/inbox" && sha256sum ./* | cut -d' ' -f1 | sort) >"$work/right"
same "$work/left" "$work/right" "what arrived is what was sent"
run "$top_builddir/tests/cli/bundles" "$work/outbox" 1
run "$top_builddir/anjuan" hub send "$mailbox" --from "$work/outbox" --secret-file "$work/$from.secret"
complains "another station" "bundles of two stations are not sent as one's"

anjuan hub status "$operator" --secret-file "$work/operator.secret"
says "$from" "the operator sees the stations"
says "Stations: 2" "and how many there are"
anjuan hub close-station "$operator" "$to" --secret-file "$work/operator.secret"
status_is 0 "a station is closed"
anjuan hub fetch "postgresql://$to@/hub?host=$hub_at" --into "$work/inbox" --secret-file "$work/$to.secret"
complains "does not let this name in" "and comes in no more"

# ---- over a network

if command -v openssl >/dev/null; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -keyout "$work/server.key" -out "$work/server.crt" >"$out" 2>"$err"
    result "a certificate"
    for file in server.key server.crt; do
        hub_as tee "$hub_in/$file" <"$work/$file" >/dev/null
        hub_as chmod 600 "$hub_in/$file"
    done
    port=$((20000 + $$ % 30000))
    hub_again "listen_addresses = 'localhost'" "port = $port" 'ssl = on' "ssl_cert_file = '$hub_in/server.crt'" \
        "ssl_key_file = '$hub_in/server.key'"
    result "a server on the network"
    over() { # HOST [MORE]: the state of a station there
        anjuan hub status "postgresql://$from@$1:$port/hub${2:-}" --secret-file "$work/$from.secret"
    }
    over localhost "?sslrootcert=$work/server.crt"
    status_is 0 "with its certificate it is asked"
    over localhost
    complains 'does not prove' "without one it is not"
    over 127.0.0.1 "?sslrootcert=$work/server.crt"
    complains 'does not prove' "nor by another name than the certificate's"
    hub_again "listen_addresses = 'localhost'" "port = $port"
    over localhost "?sslrootcert=$work/server.crt"
    complains 'does not prove' "nor without TLS"
    hub_again
fi

hub_sql operator -c CHECKPOINT
secret_of=$(cat "$work/$from.secret")
for word in 张小明 51012419990101 白血病 Xiaoming "$secret_of"; do
    ok "no file of the server has: $word" test -z "$(hub_as grep -rlaF "$word" "$hub_in/data")"
done
ok "but the id of a sender it has" test -n "$(hub_as grep -rlaF "$from" "$hub_in/data")"
finish
