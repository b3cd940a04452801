/* The operator is a superuser of the server: only they can take away what a database shows to
 * everybody, and a hub without that would be none. */
#include "config.h"

#include "hub/office.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "hub/spool.h"

static bool gave_up(Link *link, HubFault *fault, Err *err)
{
    *fault = link_fault(link);
    return err_set(err, ERR_IO, "%s", link_text(link));
}

static const char *value(const PGresult *rows)
{
    return PQntuples(rows) ? PQgetvalue(rows, 0, 0) : "";
}

/* The first value of the first row, into a buffer. */
static bool ask_one(Link *link, const char *sql, Buf *out, HubFault *fault, Err *err)
{
    PGresult *rows = NULL;
    if (!link_insist(link, sql, NULL, 0, &rows))
        return gave_up(link, fault, err);
    buf_clear(out);
    buf_add(out, value(rows));
    PQclear(rows);
    return true;
}

static bool is_operator(Link *link, bool *is, HubFault *fault, Err *err)
{
    Buf answer = BUF_INIT;
    bool done = ask_one(link, "SELECT current_setting('is_superuser')", &answer, fault, err);
    *is = done && strcmp(answer.data, "on") == 0;
    buf_free(&answer);
    return done;
}

static bool must_be_operator(Link *link, HubFault *fault, Err *err)
{
    bool is = false;
    if (!is_operator(link, &is, fault, err))
        return false;
    *fault = HUB_NO_RIGHT;
    return is || err_set(err, ERR_REFUSED, "%s", link_user(link));
}

/* ---- init ---- */

static const char others_sql[] =
    "SELECT coalesce(string_agg(datname, ', ' ORDER BY datname), '') FROM pg_database"
    " WHERE datname NOT IN (current_database(), 'postgres', 'template0', 'template1')"
    " AND has_database_privilege('public', oid, 'CONNECT')";

static bool alone(Link *link, HubFault *fault, Err *err)
{
    Buf others = BUF_INIT;
    bool done = ask_one(link, others_sql, &others, fault, err);
    if (done && others.len) {
        *fault = HUB_SHARED;
        done = err_set(err, ERR_REFUSED, "%s", others.data);
    }
    buf_free(&others);
    return done;
}

static bool make_all(Link *link, bool shared, HubFault *fault, Err *err)
{
    Buf script = BUF_INIT;
    LinkEnd end;
    buf_add(&script, "BEGIN;\n");
    buf_add(&script, hub_schema);
    buf_addf(&script,
             "INSERT INTO anjuan.hub (version, keep_months, largest)"
             " VALUES (%d, 12, 1073741824);\n",
             HUB_VERSION);
    if (!shared)
        buf_add(&script, "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;\n");
    buf_add(&script, "COMMIT;\n");
    while ((end = link_script(link, script.data)) == LINK_CUT && link_again(link))
        ;
    buf_free(&script);
    /* Where the commit was heard and its answer lost, the second time finds it there. */
    return end == LINK_DONE || gave_up(link, fault, err);
}

static bool set_limit(Link *link, const char *sql, const json_t *number, HubFault *fault,
                      Err *err)
{
    PGresult *rows = NULL;
    char text[24];
    if (!json_is_integer(number))
        return true;
    snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(number));
    if (!link_insist(link, sql, (LinkValue[]){{.text = text}}, 1, &rows))
        return gave_up(link, fault, err);
    PQclear(rows);
    return true;
}

static bool its_version(Link *link, Buf *version, HubFault *fault, Err *err)
{
    if (!ask_one(link, "SELECT to_regclass('anjuan.hub') IS NOT NULL", version, fault, err))
        return false;
    if (version->data[0] == 't')
        return ask_one(link, "SELECT version FROM anjuan.hub", version, fault, err);
    buf_clear(version);
    return true;
}

bool office_init(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    bool shared = json_is_true(json_object_get(job, "shared"));
    Buf version = BUF_INIT;
    bool done = must_be_operator(link, fault, err) && its_version(link, &version, fault, err);
    if (done && !version.len)
        done = (shared || alone(link, fault, err)) && make_all(link, shared, fault, err);
    else if (done && atoi(version.data) != HUB_VERSION) {
        *fault = HUB_OTHER_HUB;
        done = err_set(err, ERR_REFUSED, "%s", version.data);
    }
    done = done &&
           set_limit(link, "UPDATE anjuan.hub SET keep_months = $1::integer",
                     json_object_get(job, "months"), fault, err) &&
           set_limit(link, "UPDATE anjuan.hub SET largest = $1::bigint",
                     json_object_get(job, "largest"), fault, err);
    if (done)
        spool_say(json_pack("{s:b}", "made", version.len == 0));
    buf_free(&version);
    return done;
}

/* ---- stations ---- */

static const char *text_of(const json_t *job, const char *key)
{
    const char *text = json_string_value(json_object_get(job, key));
    return text ? text : "";
}

static const char *number_of(const json_t *job, const char *key, char out[24])
{
    snprintf(out, 24, "%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(job, key)));
    return out;
}

bool office_add(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    const char *station = text_of(job, "station");
    char quota[24], monthly[24];
    PGresult *rows = NULL;
    if (!must_be_operator(link, fault, err))
        return false;
    const char *made = text_of(job, "verifier");
    char *verifier = made[0] ? NULL : link_verifier(link, station, text_of(job, "new_secret"));
    if (!made[0] && !verifier) {
        *fault = HUB_LINE;
        return err_set(err, ERR_IO, "%s", link_text(link));
    }
    bool done = link_insist(
        link, "SELECT anjuan.add_station($1::name, $2::text, $3::bigint, $4::integer)",
        (LinkValue[]){{.text = station},
                      {.text = verifier ? verifier : made},
                      {.text = number_of(job, "quota", quota)},
                      {.text = number_of(job, "monthly", monthly)}},
        4, &rows);
    if (verifier)
        PQfreemem(verifier);
    if (!done)
        return gave_up(link, fault, err);
    spool_say(json_pack("{s:s,s:b}", "station", station, "new", value(rows)[0] == 't'));
    PQclear(rows);
    return true;
}

static bool is_closed(Link *link, const char *station, bool *is, HubFault *fault, Err *err)
{
    PGresult *rows = NULL;
    if (!link_insist(link,
                     "SELECT EXISTS (SELECT 1 FROM anjuan.station WHERE role = $1::name"
                     " AND closed IS NOT NULL)",
                     (LinkValue[]){{.text = station}}, 1, &rows))
        return gave_up(link, fault, err);
    *is = value(rows)[0] == 't';
    PQclear(rows);
    return true;
}

bool office_close(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    PGresult *rows = NULL;
    const char *station = text_of(job, "station");
    if (!must_be_operator(link, fault, err))
        return false;
    int64_t cuts = link_cuts(link);
    if (!link_insist(link, "SELECT anjuan.close_station($1::name)",
                     (LinkValue[]){{.text = station}}, 1, &rows))
        return gave_up(link, fault, err);
    bool closed = value(rows)[0] == 't';
    PQclear(rows);
    /* Where it was heard and the answer lost, the second time finds nothing to close. */
    if (!closed && link_cuts(link) > cuts && !is_closed(link, station, &closed, fault, err))
        return false;
    *fault = HUB_RECIPIENT;
    if (!closed)
        return err_set(err, ERR_NOT_FOUND, "%s", station);
    spool_say(json_pack("{s:s}", "closed", station));
    return true;
}

/* ---- status ---- */

static const char own_sql[] =
    "SELECT json_build_object('quota', quota, 'held', held, 'waiting', waiting, "
    "'waiting_bytes',"
    " waiting_bytes, 'unfetched', unfetched, 'unfetched_since', unfetched_since, 'unfinished',"
    " unfinished, 'months', keep_months, 'largest', largest) FROM anjuan.standing()";

static const char hub_sql[] =
    "SELECT json_build_object('version', version, 'months', keep_months, 'largest', largest,"
    " 'oldest', nullif(oldest, '-infinity'), 'bytes', pg_database_size(current_database()),"
    " 'stations', (SELECT count(*) FROM anjuan.station WHERE closed IS NULL),"
    " 'bundles', (SELECT count(*) FROM anjuan.bundle),"
    " 'open', (SELECT coalesce(json_agg(datname ORDER BY datname), '[]') FROM pg_database"
    "  WHERE datname <> current_database() AND datallowconn"
    "  AND has_database_privilege('public', oid, 'CONNECT'))) FROM anjuan.hub";

/* Text of SQL has to be one literal at most as long as a compiler must take. */
static const char stations_sql[] =
    "SELECT json_build_object('station', s.role, 'quota', s.quota, 'monthly', s.monthly,"
    " 'closed', s.closed, 'held', coalesce(h.bytes, 0), 'sent', coalesce(o.n, 0),"
    " 'last_sent', o.last, 'waiting', coalesce(w.n, 0), 'waiting_bytes', coalesce(w.bytes, 0),"
    " 'waiting_since', w.since, 'last_taken', w.last) FROM anjuan.station s"
    " LEFT JOIN (SELECT station, sum(bytes) AS bytes FROM anjuan.held"
    "  WHERE month >= (SELECT oldest FROM anjuan.hub) GROUP BY station) h ON h.station = s.id"
    " LEFT JOIN (SELECT sender, count(*) AS n, max(whole) AS last FROM anjuan.bundle"
    "  GROUP BY sender) o ON o.sender = s.id"
    " LEFT JOIN (SELECT recipient, count(*) FILTER (WHERE untaken) AS n,"
    "  sum(size) FILTER (WHERE untaken) AS bytes, min(whole) FILTER (WHERE untaken) AS since,"
    "  max(taken) AS last FROM (SELECT *, whole IS NOT NULL AND taken IS NULL AS untaken"
    "  FROM anjuan.bundle) b GROUP BY recipient) w ON w.recipient = s.id ORDER BY s.role";

static bool say_rows(Link *link, const char *sql, HubFault *fault, Err *err)
{
    PGresult *rows = NULL;
    if (!link_insist(link, sql, NULL, 0, &rows))
        return gave_up(link, fault, err);
    for (int i = 0; i < PQntuples(rows); i++) {
        json_t *line = json_loads(PQgetvalue(rows, i, 0), 0, NULL);
        if (line)
            spool_say(line);
    }
    PQclear(rows);
    return true;
}

bool office_status(Link *link, const json_t *job, HubFault *fault, Err *err)
{
    bool is = false;
    (void)job;
    if (!is_operator(link, &is, fault, err))
        return false;
    return is ? say_rows(link, hub_sql, fault, err) && say_rows(link, stations_sql, fault, err)
              : say_rows(link, own_sql, fault, err);
}
