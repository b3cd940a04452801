/* Each verb asks for the right, then writes one group. */
#include "config.h"

#include "app/station.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/outfile.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "desk/workflow.h"
#include "exchange/card.h"
#include "store/sql.h"

enum { REASON_CHARS = 400 };

/* ---- our card ---- */

bool app_card_text(Session *session, Buf *out, char words[WORDS_TEXT], Err *err)
{
    unsigned char bytes[WORDS_BYTES];
    Store *store = session_store(session);
    Arena *arena = arena_new();
    Signer station = {0};
    StationCard card;
    bool done = desk_may(session_user(session), VERB_PAIR, err) &&
                station_own(store, arena, &card, err) &&
                signer_open(store, 0, NULL, &station, err);
    if (done) {
        card_write(&card, station.key, out);
        done = card_words(out->data, out->len, bytes, err);
    }
    if (done)
        words_show(bytes, words);
    signer_close(&station);
    arena_free(arena);
    return done;
}

bool app_card_write(Session *session, const char *path, bool replace, char words[WORDS_TEXT],
                    Err *err)
{
    Buf text = BUF_INIT;
    bool done =
        app_may_write(session, path, replace, err) && app_card_text(session, &text, words, err);
    if (done)
        app_sweep_beside(path);
    done = done && path_write(path, text.data, text.len, err);
    buf_free(&text);
    return done;
}

/* ---- groups about stations ---- */

static bool pair_begin(Session *session, const char *verb, const char *message, Tx **tx,
                       Err *err)
{
    const GroupHead head = {.kind = GROUP_PEOPLE,
                            .user_id = session_user(session)->id,
                            .verb = verb,
                            .message = message};
    if (!desk_may(session_user(session), VERB_PAIR, err) ||
        !tx_begin(session_store(session), &head, tx, err))
        return false;
    if (session_person_stands(session, err) && prove_people(session, err))
        return true;
    tx_abort(*tx);
    prove_tell(session);
    return false;
}

static bool pair_end(Tx *tx, bool done, Err *err)
{
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    return false;
}

bool app_station_name(Session *session, const char *name, Err *err)
{
    int64_t paired = 0;
    Tx *tx = NULL;
    if (text_blank(name))
        return err_set(err, ERR_INPUT, _("The name of the station is empty"));
    return text_check(name, strlen(name), false, STATION_NAME_CHARS, _("name of the station"),
                      err) &&
           sql_get_int(session_store(session), err, &paired, "SELECT count(*) FROM station",
                       NULL) &&
           (!paired || err_set(err, ERR_REFUSED,
                               _("Other stations know this one by its name already and would "
                                 "take in no other; "
                                 "it stays"))) &&
           pair_begin(session, "station_name", NULL, &tx, err) &&
           pair_end(tx, tx_setting(tx, station_name_setting, name, err), err);
}

/* ---- theirs ---- */

static void mend_line(const char *line, size_t n, Buf *out)
{
    static const char blanks[] = " \t\r";
    for (; n && strchr(blanks, line[n - 1]); n--)
        ;
    for (; n && strchr(blanks, *line); n--)
        line++;
    bool brace = n == 1 && (*line == '{' || *line == '}');
    if (n) {
        buf_add(out, brace ? "" : *line == '{' ? "  " : " ");
        buf_add_bytes(out, line, n);
        buf_add_char(out, '\n');
    }
}

/* Mail and messengers turn the ends of lines into their own, and whoever copied the codes of a
 * paper lost the blanks before a line, or has lines without anything: those are no part of what
 * a card says, so each line is set as cards have it. */
static void mend_lines(Buf *text)
{
    Buf out = BUF_INIT;
    for (size_t at = 0, n; at < text->len && !memchr(text->data, 0, text->len); at += n + 1) {
        const char *end = memchr(text->data + at, '\n', text->len - at);
        n = end ? (size_t)(end - text->data) - at : text->len - at;
        mend_line(text->data + at, n, &out);
    }
    if (out.len) {
        buf_free(text);
        *text = out;
    }
}

static bool see_known(Session *session, Arena *arena, CardSeen *out, Err *err)
{
    Station *all;
    size_t n;
    if (!station_all(session_store(session), arena, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].code, out->card.code) != 0)
            continue;
        out->known = true;
        out->trusted = !all[i].distrusted;
        out->takes = all[i].takes;
        out->gives = all[i].gives;
        return station_same(&all[i], &out->card, err);
    }
    return true;
}

bool app_card_see(Session *session, const char *path, Arena *arena, CardSeen *out, Err *err)
{
    unsigned char words[WORDS_BYTES];
    Buf text = BUF_INIT;
    bool done;
    *out = (CardSeen){0};
    if (!desk_may(session_user(session), VERB_PAIR, err) ||
        !path_read_input(path, CARD_MAX_BYTES, &text, err))
        return false;
    mend_lines(&text);
    done = card_read(text.data, text.len, arena, &out->card, err) &&
           card_words(text.data, text.len, words, err) && see_known(session, arena, out, err);
    if (done)
        words_show(words, out->words);
    else
        err_wrap(err, "%s", path);
    buf_free(&text);
    return done;
}

static bool same_words(const CardSeen *seen, const char *words, Err *err)
{
    unsigned char said[WORDS_BYTES], are[WORDS_BYTES];
    return words_read(words, said, err) && words_read(seen->words, are, err) &&
           (memcmp(said, are, sizeof(said)) == 0 ||
            err_set(
                err, ERR_INPUT,
                _("These are not the ten characters of this card, so it is not the one that "
                  "the station has: nothing was taken in. Have them send their card again, and "
                  "compare on the telephone")));
}

bool app_trust(Session *session, const CardSeen *seen, const char *words, bool takes,
               bool gives, Err *err)
{
    Tx *tx = NULL;
    return same_words(seen, words, err) &&
           pair_begin(session, "station_trust", seen->card.code, &tx, err) &&
           pair_end(tx, station_trust(tx, &seen->card, takes, gives, err), err);
}

bool app_trust_alone(Session *session, const char *code, bool *alone, Err *err)
{
    Vouchers vouchers;
    Arena *arena = arena_new();
    bool done = vouchers_of(session_store(session), code, VOUCH_NOW, arena, &vouchers, err);
    *alone = done && vouchers.n == 1;
    arena_free(arena);
    return done;
}

const char *app_trust_alone_means(void)
{
    return _("It is trusted by one alone: a case in which that person has a hand and that is "
             "approved there goes out here only once another supervisor compared this card and "
             "took it in too");
}

const char *app_distrust_means(void)
{
    return _(
        "From now on its bundles are refused and none are made for it; what came stays, with "
        "its history. Cases that are there now have to be fetched by other ways");
}

bool app_distrust(Session *session, const char *code, const char *reason, Err *err)
{
    Arena *arena = arena_new();
    Station station;
    Tx *tx = NULL;
    bool done = desk_may(session_user(session), VERB_PAIR, err) &&
                station_by_code(session_store(session), code, arena, &station, err);
    if (done && text_blank(reason))
        done = err_set(err, ERR_INPUT, _("Say why, for whoever reads the history"));
    done = done && text_check(reason, strlen(reason), false, REASON_CHARS, _("reason"), err) &&
           pair_begin(session, "station_distrust", code, &tx, err) &&
           pair_end(tx, station_distrust(tx, &station, reason, err), err);
    arena_free(arena);
    return done;
}

/* ---- the list ---- */

static bool read_line(Session *session, Arena *arena, StationLine *line, Err *err)
{
    Sql q;
    if (!sql_open(&q, session_store(session),
                  "SELECT (SELECT count(*) FROM station_person WHERE station_id = ?1"
                  " AND person IS NOT NULL AND disabled = 0),"
                  " (SELECT count(*) FROM bundle_out WHERE station_id = ?1"
                  " AND acknowledged IS NULL),"
                  " (SELECT min(at) FROM bundle_out WHERE station_id = ?1"
                  " AND acknowledged IS NULL),"
                  " (SELECT max(at) FROM bundle_in WHERE station_id = ?1),"
                  " EXISTS (SELECT 1 FROM bundle_in AS i LEFT JOIN bundle_told AS t"
                  " ON t.station_id = ?1 WHERE i.station_id = ?1 AND (i.epoch, i.number) >"
                  " (coalesce(t.epoch, 0), coalesce(t.number, 0)))",
                  err))
        return false;
    sql_bind_int(&q, 1, line->station.id);
    if (sql_row(&q)) {
        line->persons = sql_int(&q, 0);
        line->waits = sql_int(&q, 1);
        line->since = arena_dup(arena, sql_text(&q, 2));
        line->came = arena_dup(arena, sql_text(&q, 3));
        line->owed = sql_int(&q, 4) != 0;
    }
    return sql_close(&q, err);
}

bool app_stations(Session *session, Arena *arena, StationLine **out, size_t *n, Err *err)
{
    Station *all;
    bool done = desk_may(session_user(session), VERB_READ, err) &&
                station_all(session_store(session), arena, &all, n, err);
    if (!done)
        return false;
    *out = arena_alloc(arena, (*n + 1) * sizeof(**out));
    for (size_t i = 0; done && i < *n; i++) {
        (*out)[i].station = all[i];
        done = read_line(session, arena, &(*out)[i], err) &&
               vouchers_of(session_store(session), all[i].code, VOUCH_NOW, arena,
                           &(*out)[i].vouchers, err);
    }
    return done;
}
