/* Connecting goes step by step, because only so libpq is told, before the server answers, to
 * say what went wrong by its code: the words are in the server's language. */
#include "config.h"

#include "hub/link.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

enum { TRIES = 8, WAIT_MS = 250, WAIT_MOST_MS = 16000, CONNECT_MS = 20000, VALUES_MAX = 8 };

typedef struct Address {
    char *host, *port, *user, *name, *certificate; /* NULL: not given */
} Address;

struct Link {
    Address at;
    char *secret;
    PGconn *conn;
    int tries, wait_ms, cut_now; /* cut_now: cuts since something was gained */
    int64_t cuts;
    HubFault fault;
    Err text;
};

/* ---- the address ---- */

static bool bad_address(HubFault *fault, HubFault which, Err *err, const char *what)
{
    *fault = which;
    return err_set(err, ERR_INPUT, "%s", what);
}

/* A password is refused without being said again. */
static bool take_option(const PQconninfoOption *option, Address *at, HubFault *fault, Err *err)
{
    const struct {
        const char *keyword;
        char **place;
    } known[] = {{"host", &at->host},
                 {"port", &at->port},
                 {"user", &at->user},
                 {"dbname", &at->name},
                 {"sslrootcert", &at->certificate}};
    if (strcmp(option->keyword, "password") == 0)
        return bad_address(fault, HUB_PASSWORD, err, "");
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(option->keyword, known[i].keyword) == 0) {
            *known[i].place = xstrdup(option->val);
            return true;
        }
    }
    return bad_address(fault, HUB_ADDRESS, err, option->keyword);
}

static bool is_url(const char *text)
{
    return strncmp(text, "postgresql://", 13) == 0 || strncmp(text, "postgres://", 11) == 0;
}

static bool take_address(const char *text, Address *at, HubFault *fault, Err *err)
{
    PQconninfoOption *options = is_url(text) ? PQconninfoParse(text, NULL) : NULL;
    bool taken = options || bad_address(fault, HUB_ADDRESS, err, "");
    for (PQconninfoOption *o = options; taken && o && o->keyword; o++)
        taken = !o->val || take_option(o, at, fault, err);
    PQconninfoFree(options);
    if (taken && (!at->host || !at->host[0] || strchr(at->host, ',')))
        taken = bad_address(fault, HUB_ADDRESS, err, "host");
    if (taken && (!at->name || !at->name[0] || strchr(at->name, '=')))
        taken = bad_address(fault, HUB_ADDRESS, err, "dbname");
    return taken;
}

Link *link_new(const LinkOptions *options, HubFault *fault, Err *err)
{
    Link *link = xcalloc(1, sizeof(*link));
    *fault = HUB_FINE;
    if (!take_address(options->address ? options->address : "", &link->at, fault, err)) {
        link_free(link);
        return NULL;
    }
    if (!link->at.user && options->user)
        link->at.user = xstrdup(options->user);
    if (!link->at.user) {
        bad_address(fault, HUB_ADDRESS, err, "user");
        link_free(link);
        return NULL;
    }
    link->secret = options->secret ? xstrdup(options->secret) : NULL;
    link->tries = options->tries > 0 ? options->tries : TRIES;
    link->wait_ms = options->wait_ms ? options->wait_ms : WAIT_MS;
    return link;
}

void link_free(Link *link)
{
    if (!link)
        return;
    if (link->conn)
        PQfinish(link->conn);
    if (link->secret)
        explicit_bzero(link->secret, strlen(link->secret));
    free(link->secret);
    free(link->at.host);
    free(link->at.port);
    free(link->at.user);
    free(link->at.name);
    free(link->at.certificate);
    free(link);
}

/* ---- connecting ---- */

static bool over_socket(const Link *link)
{
    return link->at.host[0] == '/';
}

static PGconn *begin_connection(const Link *link)
{
    bool socket = over_socket(link);
    const char *certificate = link->at.certificate;
    const struct {
        const char *name, *value;
    } given[] = {
        {"host", link->at.host},
        {"port", link->at.port ? link->at.port : "5432"},
        {"dbname", link->at.name},
        {"user", link->at.user},
        {"password", link->secret ? link->secret : ""},
        {"passfile", "/dev/null"},
        {"sslmode", socket ? "disable" : "verify-full"},
        {"channel_binding", socket ? "disable" : "require"},
        {"sslrootcert", certificate ? certificate : "/etc/ssl/certs/ca-certificates.crt"},
        {"sslcert", "/dev/null/none"},
        {"sslkey", "/dev/null/none"},
        {"sslcrl", "/dev/null/none"},
        {"ssl_min_protocol_version", "TLSv1.2"},
        {"gssencmode", "disable"},
        {"target_session_attrs", "read-write"},
        {"client_encoding", "UTF8"},
        {"application_name", "anjuan"},
        {"options", ""},
        {"keepalives", "1"},
        {"keepalives_idle", "15"},
        {"keepalives_interval", "5"},
        {"keepalives_count", "4"},
        {"tcp_user_timeout", "60000"},
    };
    enum { N = sizeof(given) / sizeof(given[0]) };
    const char *names[N + 1] = {NULL}, *values[N + 1] = {NULL};
    for (size_t i = 0; i < N; i++) {
        names[i] = given[i].name;
        values[i] = given[i].value;
    }
    return PQconnectStartParams(names, values, 0);
}

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static PostgresPollingStatusType finish_connection(PGconn *conn)
{
    PostgresPollingStatusType step = PGRES_POLLING_WRITING;
    for (long end = now_ms() + CONNECT_MS;
         step == PGRES_POLLING_READING || step == PGRES_POLLING_WRITING;
         step = PQconnectPoll(conn)) {
        struct pollfd one = {.fd = PQsocket(conn),
                             .events = step == PGRES_POLLING_READING ? POLLIN : POLLOUT};
        long left = end - now_ms();
        if (left <= 0 || one.fd < 0)
            return PGRES_POLLING_FAILED;
        poll(&one, 1, (int)left);
    }
    return step;
}

/* What the server says by its code, and libpq in English words, since the program has no
 * locale. Anything else is a line that may work the next time. */
static HubFault why_not(const char *said)
{
    static const struct {
        const char *part;
        HubFault fault;
    } told[] = {
        {"28P01", HUB_SIGN_IN},
        {"28000", HUB_SIGN_IN},
        {"42501", HUB_SIGN_IN},
        {"3D000", HUB_NO_HUB},
        {"no password supplied", HUB_SIGN_IN},
        {"certificate", HUB_TLS},
        {"channel binding", HUB_TLS},
        {"does not support SSL", HUB_TLS},
    };
    for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
        if (strstr(said, told[i].part))
            return told[i].fault;
    }
    return HUB_LINE;
}

static LinkEnd note_cut(Link *link, const char *said)
{
    err_set(&link->text, ERR_IO, "%s", said);
    link->fault = HUB_LINE;
    link->cuts++;
    PQfinish(link->conn);
    link->conn = NULL;
    return LINK_CUT;
}

static LinkEnd connect_now(Link *link)
{
    link->conn = begin_connection(link);
    if (!link->conn)
        mem_run_out();
    PQsetErrorVerbosity(link->conn, PQERRORS_SQLSTATE);
    if (PQstatus(link->conn) != CONNECTION_BAD &&
        finish_connection(link->conn) == PGRES_POLLING_OK)
        return LINK_DONE;
    HubFault fault = why_not(PQerrorMessage(link->conn));
    LinkEnd end = note_cut(link, PQerrorMessage(link->conn));
    link->fault = fault;
    return fault == HUB_LINE ? end : LINK_REFUSED;
}

/* ---- asking ---- */

static HubFault fault_of(const char *state)
{
    static const struct {
        const char *state;
        HubFault fault;
    } told[] = {
        {"AN001", HUB_STATION}, {"AN002", HUB_RECIPIENT}, {"AN003", HUB_OTHER},
        {"AN004", HUB_QUOTA},   {"AN005", HUB_LARGE},     {"AN006", HUB_DAMAGED},
        {"AN007", HUB_MANY},    {"AN008", HUB_GONE},      {"3F000", HUB_NO_HUB},
        {"42883", HUB_NO_HUB},  {"42P01", HUB_NO_HUB},    {"42501", HUB_NO_RIGHT},
    };
    for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
        if (state && strcmp(state, told[i].state) == 0)
            return told[i].fault;
    }
    return HUB_SERVER;
}

/* Of what the server ends by itself, that which another time may go through. */
static bool passes(const char *state)
{
    return state && (strncmp(state, "57P", 3) == 0 || strncmp(state, "08", 2) == 0 ||
                     strncmp(state, "40", 2) == 0 || strcmp(state, "25P03") == 0 ||
                     strcmp(state, "53300") == 0);
}

static LinkEnd judge(Link *link, PGresult *result, PGresult **out)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        *out = result;
        return LINK_DONE;
    }
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *said = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    LinkEnd end = LINK_REFUSED;
    if (PQstatus(link->conn) != CONNECTION_OK || !state || passes(state)) {
        end = note_cut(link, PQerrorMessage(link->conn));
    } else {
        err_set(&link->text, ERR_REFUSED, "%s", said ? said : "");
        link->fault = fault_of(state);
    }
    PQclear(result);
    return end;
}

static LinkEnd ask(Link *link, const char *sql, const LinkValue *values, int n, int format,
                   PGresult **out)
{
    const char *at[VALUES_MAX] = {NULL};
    int lengths[VALUES_MAX] = {0}, formats[VALUES_MAX] = {0};
    *out = NULL;
    for (int i = 0; i < n && i < VALUES_MAX; i++) {
        at[i] = values[i].bytes ? values[i].bytes : values[i].text;
        lengths[i] = (int)values[i].n;
        formats[i] = values[i].bytes != NULL;
    }
    if (!link->conn) {
        LinkEnd end = connect_now(link);
        if (end != LINK_DONE)
            return end;
    }
    return judge(link, PQexecParams(link->conn, sql, n, NULL, at, lengths, formats, format),
                 out);
}

LinkEnd link_ask(Link *link, const char *sql, const LinkValue *values, int n, PGresult **out)
{
    return ask(link, sql, values, n, 0, out);
}

LinkEnd link_ask_bytes(Link *link, const char *sql, const LinkValue *values, int n,
                       PGresult **out)
{
    return ask(link, sql, values, n, 1, out);
}

LinkEnd link_script(Link *link, const char *sql)
{
    PGresult *result = NULL;
    if (!link->conn) {
        LinkEnd end = connect_now(link);
        if (end != LINK_DONE)
            return end;
    }
    LinkEnd end = judge(link, PQexec(link->conn, sql), &result);
    PQclear(result);
    return end;
}

char *link_verifier(Link *link, const char *role, const char *secret)
{
    return link->conn ? PQencryptPasswordConn(link->conn, secret, role, "scram-sha-256") : NULL;
}

bool link_insist(Link *link, const char *sql, const LinkValue *values, int n, PGresult **out)
{
    LinkEnd end;
    while ((end = link_ask(link, sql, values, n, out)) == LINK_CUT && link_again(link))
        ;
    if (end == LINK_DONE)
        link_gained(link);
    return end == LINK_DONE;
}

/* The first two are tried at once: most cuts are over by then. */
bool link_again(Link *link)
{
    if (++link->cut_now >= link->tries)
        return false;
    if (link->cut_now > 2 && link->wait_ms > 0) {
        long wait = link->wait_ms;
        for (int i = 3; i < link->cut_now && wait < WAIT_MOST_MS; i++)
            wait *= 2;
        poll(NULL, 0, (int)(wait < WAIT_MOST_MS ? wait : WAIT_MOST_MS));
    }
    return true;
}

void link_gained(Link *link)
{
    link->cut_now = 0;
}

HubFault link_fault(const Link *link)
{
    return link->fault;
}

const char *link_text(const Link *link)
{
    return link->text.text;
}

int64_t link_cuts(const Link *link)
{
    return link->cuts;
}

const char *link_user(const Link *link)
{
    return link->at.user;
}
