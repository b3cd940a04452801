/* Both ways are a loop around one step, which ends with: through, cut, or refused. */
#include "config.h"

#include "hub/carry.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"

enum {
    PIECE = 64 << 10,
    PIECE_MIN = 256,
    PIECE_MAX = 4 << 20,
    SLOW_SECONDS = 5, /* a piece that took longer does not become larger */
    BATCH = 500,      /* bundles that are asked about at once */
    PER_PAIR = 200,
    TOOK_AT_ONCE = 64,
    NUMBER_TEXT = 24,
};

typedef struct Number {
    char text[NUMBER_TEXT];
} Number;

static Number number_text(int64_t value)
{
    Number number;
    snprintf(number.text, sizeof(number.text), "%" PRId64, value);
    return number;
}

static int64_t number_at(const PGresult *rows, int row, int col)
{
    return PQgetisnull(rows, row, col) ? 0 : strtoll(PQgetvalue(rows, row, col), NULL, 10);
}

/* Refused is not one bundle but whoever asks. */
static bool is_of_all(HubFault fault)
{
    return fault == HUB_SIGN_IN || fault == HUB_TLS || fault == HUB_NO_HUB ||
           fault == HUB_STATION || fault == HUB_NO_RIGHT;
}

/* ---- pieces ---- */

typedef struct Pieces {
    size_t size;
    time_t since;
} Pieces;

static time_t seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static size_t pieces_next(Pieces *pieces, int64_t left)
{
    pieces->since = seconds();
    return left < (int64_t)pieces->size ? (size_t)left : pieces->size;
}

static void pieces_through(Pieces *pieces, size_t n)
{
    if (n == pieces->size && pieces->size < PIECE_MAX &&
        seconds() - pieces->since <= SLOW_SECONDS)
        pieces->size *= 2;
}

static void pieces_cut(Pieces *pieces)
{
    if (pieces->size > PIECE_MIN)
        pieces->size /= 2;
}

/* ---- sending ---- */

typedef struct Sending {
    Link *link;
    const HubSource *source;
    Pieces pieces;
    char *bytes; /* PIECE_MAX of them */
    bool failed; /* the source did, with err */
    Err *err;
} Sending;

static bool read_piece(Sending *s, const HubBundle *bundle, int64_t at, size_t n)
{
    s->failed = !s->source->read(s->source->ctx, bundle, at, s->bytes, n, s->err);
    return !s->failed;
}

/* In one piece, one round and one commit. */
static LinkEnd send_whole(Sending *s, const HubBundle *bundle, char state[8])
{
    PGresult *rows;
    if (!read_piece(s, bundle, 0, (size_t)bundle->size))
        return LINK_REFUSED;
    s->pieces.since = seconds();
    LinkEnd end = link_ask(
        s->link, "SELECT anjuan.send($1::name, $2::bigint, $3::bigint, $4::bytea, $5::bytea)",
        (LinkValue[]){{.text = bundle->peer},
                      {.text = number_text(bundle->epoch).text},
                      {.text = number_text(bundle->number).text},
                      {.bytes = bundle->digest, .n = HUB_DIGEST},
                      {.bytes = s->bytes, .n = (size_t)bundle->size}},
        5, &rows);
    if (end == LINK_DONE)
        snprintf(state, 8, "%s", PQgetvalue(rows, 0, 0));
    PQclear(rows);
    return end;
}

static LinkEnd begin_bundle(Sending *s, const HubBundle *bundle, int64_t *id, int64_t *at,
                            char state[8])
{
    PGresult *rows;
    LinkEnd end = link_ask(
        s->link,
        "SELECT id, at, state FROM anjuan.begin($1::name, $2::bigint, $3::bigint, $4::bigint,"
        " $5::bytea)",
        (LinkValue[]){{.text = bundle->peer},
                      {.text = number_text(bundle->epoch).text},
                      {.text = number_text(bundle->number).text},
                      {.text = number_text(bundle->size).text},
                      {.bytes = bundle->digest, .n = HUB_DIGEST}},
        5, &rows);
    if (end == LINK_DONE) {
        *id = number_at(rows, 0, 0);
        *at = number_at(rows, 0, 1);
        snprintf(state, 8, "%s", PQgetvalue(rows, 0, 2));
    }
    PQclear(rows);
    return end;
}

static LinkEnd put_piece(Sending *s, const HubBundle *bundle, int64_t id, int64_t *at)
{
    PGresult *rows;
    size_t n = pieces_next(&s->pieces, bundle->size - *at);
    if (!read_piece(s, bundle, *at, n))
        return LINK_REFUSED;
    LinkEnd end = link_ask(s->link, "SELECT anjuan.put($1::bigint, $2::bigint, $3::bytea)",
                           (LinkValue[]){{.text = number_text(id).text},
                                         {.text = number_text(*at).text},
                                         {.bytes = s->bytes, .n = n}},
                           3, &rows);
    if (end == LINK_DONE) {
        *at = number_at(rows, 0, 0);
        link_gained(s->link);
        pieces_through(&s->pieces, n);
        s->source->step(s->source->ctx, bundle, *at);
    }
    PQclear(rows);
    return end;
}

static LinkEnd finish_bundle(Sending *s, int64_t id, bool *finished)
{
    PGresult *rows;
    LinkEnd end = link_ask(s->link, "SELECT anjuan.finish($1::bigint)",
                           (LinkValue[]){{.text = number_text(id).text}}, 1, &rows);
    *finished = end == LINK_DONE && PQgetvalue(rows, 0, 0)[0] == 't';
    PQclear(rows);
    return end;
}

/* From where the hub has it. *again: it did not have what it should. */
static LinkEnd send_pieces(Sending *s, const HubBundle *bundle, char state[8], bool *again)
{
    int64_t id = 0, at = 0;
    bool finished = false;
    LinkEnd end = begin_bundle(s, bundle, &id, &at, state);
    *again = false;
    if (end != LINK_DONE || strcmp(state, "begun") != 0)
        return end;
    while (end == LINK_DONE && at >= 0 && at < bundle->size)
        end = put_piece(s, bundle, id, &at);
    if (end == LINK_DONE)
        end = finish_bundle(s, id, &finished);
    *again = end == LINK_DONE && !finished;
    if (end == LINK_DONE)
        snprintf(state, 8, "whole");
    return end;
}

/* Until it is there; false: the line is given up, or the source failed. */
static bool send_bundle(Sending *s, const HubBundle *bundle)
{
    char state[8] = "";
    bool again = false;
    for (int damaged = 0;;) {
        LinkEnd end = bundle->size <= (int64_t)s->pieces.size
                          ? send_whole(s, bundle, state)
                          : send_pieces(s, bundle, state, &again);
        if (s->failed)
            return false;
        if (end == LINK_DONE && !again) {
            link_gained(s->link);
            pieces_through(&s->pieces, (size_t)bundle->size);
            s->source->told(s->source->ctx, bundle, state, HUB_FINE, "");
            return true;
        }
        if (end == LINK_CUT) {
            pieces_cut(&s->pieces);
            if (!link_again(s->link))
                return false;
        } else if (end == LINK_REFUSED || ++damaged > 2) {
            HubFault fault = end == LINK_REFUSED ? link_fault(s->link) : HUB_DAMAGED;
            s->source->told(s->source->ctx, bundle, NULL, fault, link_text(s->link));
            return !is_of_all(fault);
        }
    }
}

/* {"...","..."} of what needs no quoting. */
static void add_item(Buf *array, const char *item)
{
    buf_add(array, array->len ? "," : "{");
    buf_add(array, item);
}

static void add_digest(Buf *array, const unsigned char digest[HUB_DIGEST])
{
    buf_add(array, array->len ? ",\"\\\\x" : "{\"\\\\x");
    for (int i = 0; i < HUB_DIGEST; i++)
        buf_addf(array, "%02x", digest[i]);
    buf_add_char(array, '"');
}

static const char *array_text(Buf *array)
{
    buf_add(array, array->len ? "}" : "{}");
    return array->data;
}

static bool ask_sent(Sending *s, const HubBundle *bundles, size_t n, PGresult **rows)
{
    Buf peers = BUF_INIT, epochs = BUF_INIT, numbers = BUF_INIT, digests = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        add_item(&peers, bundles[i].peer);
        add_item(&epochs, number_text(bundles[i].epoch).text);
        add_item(&numbers, number_text(bundles[i].number).text);
        add_digest(&digests, bundles[i].digest);
    }
    bool done = link_insist(s->link,
                            "SELECT nth, state FROM anjuan.sent($1::name[], $2::bigint[], "
                            "$3::bigint[], $4::bytea[])",
                            (LinkValue[]){{.text = array_text(&peers)},
                                          {.text = array_text(&epochs)},
                                          {.text = array_text(&numbers)},
                                          {.text = array_text(&digests)}},
                            4, rows);
    buf_free(&peers);
    buf_free(&epochs);
    buf_free(&numbers);
    buf_free(&digests);
    return done;
}

/* What is there already is not sent again. */
static bool send_batch(Sending *s, const HubBundle *bundles, size_t n)
{
    PGresult *rows = NULL;
    bool done = ask_sent(s, bundles, n, &rows);
    for (size_t i = 0; done && i < n; i++) {
        const char *state = (int)i < PQntuples(rows) ? PQgetvalue(rows, (int)i, 1) : "";
        if (strcmp(state, "whole") == 0 || strcmp(state, "taken") == 0)
            s->source->told(s->source->ctx, &bundles[i], state, HUB_FINE, "");
        else if (strcmp(state, "other") == 0)
            s->source->told(s->source->ctx, &bundles[i], NULL, HUB_OTHER, "");
        else
            done = send_bundle(s, &bundles[i]);
    }
    PQclear(rows);
    return done;
}

bool hub_send(Link *link, const HubSource *source, HubFault *fault, Err *err)
{
    Sending s = {.link = link, .source = source, .pieces = {.size = PIECE}, .err = err};
    HubBundle *bundles = xcalloc(BATCH, sizeof(*bundles));
    bool done = true, there = true;
    s.bytes = xmalloc(PIECE_MAX);
    while (done && there) {
        size_t n = 0;
        while (n < BATCH && there && !s.failed) {
            s.failed = !source->next(source->ctx, &bundles[n], &there, err);
            n += there && !s.failed;
        }
        done = !s.failed && (n == 0 || send_batch(&s, bundles, n));
    }
    *fault = done ? HUB_FINE : s.failed ? HUB_FILE : link_fault(link);
    if (!done && !s.failed)
        err_set(err, ERR_IO, "%s", link_text(link));
    free(s.bytes);
    free(bundles);
    return done;
}

/* ---- fetching ---- */

typedef struct Fetching {
    Link *link;
    const HubSink *sink;
    Pieces pieces;
    int64_t taken[TOOK_AT_ONCE]; /* what is here, and not told to be */
    size_t n_taken;
    bool failed;
    HubFault refused; /* why the last piece was */
    Err *err;
} Fetching;

static bool ask_waiting(Link *link, const HubKnown *known, size_t n, PGresult **rows)
{
    Buf peers = BUF_INIT, epochs = BUF_INIT, numbers = BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        add_item(&peers, known[i].peer);
        add_item(&epochs, number_text(known[i].epoch).text);
        add_item(&numbers, number_text(known[i].number).text);
    }
    bool done =
        link_insist(link,
                    "SELECT id, sender, epoch, number, size, encode(digest, 'hex'), gone"
                    " FROM anjuan.waiting($1::name[], $2::bigint[], $3::bigint[], $4::integer)",
                    (LinkValue[]){{.text = array_text(&peers)},
                                  {.text = array_text(&epochs)},
                                  {.text = array_text(&numbers)},
                                  {.text = number_text(PER_PAIR).text}},
                    4, rows);
    buf_free(&peers);
    buf_free(&epochs);
    buf_free(&numbers);
    return done;
}

static bool hex_digest(const char *hex, unsigned char out[HUB_DIGEST])
{
    for (int i = 0; i < HUB_DIGEST; i++) {
        unsigned byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1)
            return false;
        out[i] = (unsigned char)byte;
    }
    return true;
}

/* What a server says is bounded like all that comes from outside. */
static bool read_bundle(const PGresult *rows, int row, HubBundle *out)
{
    const char *peer = PQgetvalue(rows, row, 1), *digest = PQgetvalue(rows, row, 5);
    out->id = number_at(rows, row, 0);
    out->epoch = number_at(rows, row, 2);
    out->number = number_at(rows, row, 3);
    out->size = number_at(rows, row, 4);
    snprintf(out->peer, sizeof(out->peer), "%s", peer);
    return strlen(peer) == HUB_ID_HEX && strspn(peer, "0123456789abcdef") == HUB_ID_HEX &&
           out->size > 0 && out->size <= HUB_SIZE_MAX && out->number >= 0 && out->epoch >= 0 &&
           strlen(digest) == 2 * HUB_DIGEST && hex_digest(digest, out->digest);
}

static LinkEnd get_piece(Fetching *f, const HubBundle *bundle, int64_t *at)
{
    PGresult *rows;
    size_t n = pieces_next(&f->pieces, bundle->size - *at);
    LinkEnd end =
        link_ask_bytes(f->link, "SELECT anjuan.get($1::bigint, $2::bigint, $3::integer)",
                       (LinkValue[]){{.text = number_text(bundle->id).text},
                                     {.text = number_text(*at).text},
                                     {.text = number_text((int64_t)n).text}},
                       3, &rows);
    size_t got = end == LINK_DONE ? (size_t)PQgetlength(rows, 0, 0) : 0;
    if (end == LINK_DONE && got > 0 && got <= n) {
        f->failed = !f->sink->write(f->sink->ctx, PQgetvalue(rows, 0, 0), got, f->err);
        *at += (int64_t)got;
        link_gained(f->link);
        pieces_through(&f->pieces, got);
        f->sink->step(f->sink->ctx, bundle, *at);
    } else if (end == LINK_DONE) {
        end = LINK_REFUSED; /* its bytes went while it was fetched, or nonsense */
        f->refused = got ? HUB_DAMAGED : HUB_GONE;
    } else if (end == LINK_REFUSED) {
        f->refused = link_fault(f->link);
    }
    PQclear(rows);
    return end;
}

/* False: the line is given up or the sink failed. *got: all bytes were written. */
static bool get_bytes(Fetching *f, const HubBundle *bundle, int64_t at, bool *got)
{
    while (at < bundle->size && !f->failed) {
        LinkEnd end = get_piece(f, bundle, &at);
        if (end == LINK_CUT) {
            pieces_cut(&f->pieces);
            if (!link_again(f->link))
                return false;
        } else if (end == LINK_REFUSED) {
            f->sink->told(f->sink->ctx, bundle, f->refused);
            *got = false;
            return !is_of_all(f->refused);
        }
    }
    *got = !f->failed;
    return !f->failed;
}

static bool tell_damaged(Fetching *f, const HubBundle *bundle)
{
    PGresult *rows;
    bool done = link_insist(f->link, "SELECT anjuan.damaged($1::bigint)",
                            (LinkValue[]){{.text = number_text(bundle->id).text}}, 1, &rows);
    if (done)
        PQclear(rows);
    return done;
}

static bool tell_taken(Fetching *f)
{
    HubFault fault;
    bool done = f->n_taken == 0 || hub_took(f->link, f->taken, f->n_taken, &fault);
    f->n_taken = 0;
    return done;
}

/* One commit for several: those that are not told, since this ends before, are here the next
 * time, and told then. */
static bool take(Fetching *f, int64_t id)
{
    if (!f->sink->take)
        return true;
    f->taken[f->n_taken++] = id;
    return f->n_taken < TOOK_AT_ONCE || tell_taken(f);
}

static bool fetch_bundle(Fetching *f, const HubBundle *bundle)
{
    bool wanted = true, whole = false, got = false;
    int64_t at = 0, resumed = 0;
    for (int tries = 0; tries < 2 && !whole; tries++) {
        f->failed = !f->sink->begin(f->sink->ctx, bundle, &at, &wanted, f->err);
        if (f->failed)
            return false;
        if (!wanted)
            break;
        resumed = at;
        if (!get_bytes(f, bundle, at, &got))
            return false;
        if (!got)
            return true;
        f->failed = !f->sink->end(f->sink->ctx, bundle, &whole, f->err);
        if (f->failed)
            return false;
        if (resumed == 0)
            break; /* else what was there from another time may have been wrong */
    }
    if (wanted && !whole) {
        f->sink->told(f->sink->ctx, bundle, HUB_DAMAGED);
        return tell_damaged(f, bundle);
    }
    if (whole || !f->sink->take) /* also what is here from another time, and was not taken */
        f->sink->told(f->sink->ctx, bundle, HUB_FINE);
    return take(f, bundle->id);
}

bool hub_fetch(Link *link, const HubKnown *known, size_t n, const HubSink *sink,
               HubFault *fault, Err *err)
{
    Fetching f = {.link = link, .sink = sink, .pieces = {.size = PIECE}, .err = err};
    PGresult *rows = NULL;
    bool done = ask_waiting(link, known, n, &rows);
    for (int i = 0; done && i < PQntuples(rows); i++) {
        HubBundle bundle = {0};
        if (!read_bundle(rows, i, &bundle))
            continue;
        if (PQgetvalue(rows, i, 6)[0] == 't')
            sink->told(sink->ctx, &bundle, HUB_GONE);
        else
            done = fetch_bundle(&f, &bundle);
    }
    done = done && tell_taken(&f);
    *fault = done ? HUB_FINE : f.failed ? HUB_FILE : link_fault(link);
    if (!done && !f.failed)
        err_set(err, ERR_IO, "%s", link_text(link));
    PQclear(rows);
    return done;
}

bool hub_took(Link *link, const int64_t *ids, size_t n, HubFault *fault)
{
    Buf list = BUF_INIT;
    PGresult *rows = NULL;
    for (size_t i = 0; i < n; i++)
        add_item(&list, number_text(ids[i]).text);
    bool done = link_insist(link, "SELECT anjuan.took($1::bigint[])",
                            (LinkValue[]){{.text = array_text(&list)}}, 1, &rows);
    *fault = done ? HUB_FINE : link_fault(link);
    PQclear(rows);
    buf_free(&list);
    return done;
}
