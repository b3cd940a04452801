/* The characters are of the end of the file's history. What moved cannot tell that of itself,
 * since its file is older; so whoever has them has seen the old store retired. */
#include "config.h"

#include "app/moving.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/inner.h"
#include "app/move.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/text/text.h"
#include "desk/workflow.h"
#include "store/digest.h"
#include "store/journal.h"
#include "store/retired.h"
#include "store/sql.h"

/* Where a history ends. */
typedef struct End {
    int64_t group; /* 0: there is none */
    unsigned char hash[DIGEST_BYTES];
} End;

static bool read_end(Store *store, const char *sql, End *out, Err *err)
{
    Sql q;
    *out = (End){.group = 0};
    if (!sql_open(&q, store, sql, err))
        return false;
    if (sql_row(&q)) {
        size_t n;
        const void *bytes = sql_blob(&q, 1, &n);
        out->group = n == DIGEST_BYTES ? sql_int(&q, 0) : 0;
        memcpy(out->hash, bytes, n < DIGEST_BYTES ? n : DIGEST_BYTES);
    }
    return sql_close(&q, err);
}

static const char last_group[] = "SELECT id, hash FROM journal_group ORDER BY id DESC LIMIT 1";

bool moved_words(Store *store, unsigned char out[WORDS_BYTES], Err *err)
{
    End end;
    return read_end(store, last_group, &end, err) && words_stretch(end.hash, out, err);
}

/* How it ended before that it moved was told. */
static bool tell_words(Store *store, char out[WORDS_TEXT], Err *err)
{
    static const char before[] =
        "SELECT id, hash FROM journal_group WHERE id = (SELECT id FROM journal_group"
        " WHERE kind = 'people' AND verb = 'move' ORDER BY id DESC LIMIT 1) - 1";
    unsigned char words[WORDS_BYTES];
    End end;
    if (!read_end(store, before, &end, err) || !words_stretch(end.hash, words, err))
        return false;
    words_show(words, out);
    return true;
}

bool app_moved(Session *session, Arena *arena, Moved *out, Err *err)
{
    Store *store = session_store(session);
    char *sentence, *value = NULL;
    bool done = store_retired(store, &sentence, err) &&
                store_setting(store, retired_setting, &value, err);
    *out = (Moved){.is = done && sentence};
    if (out->is) {
        out->told = arena_dup(arena, sentence);
        out->value = arena_dup(arena, value);
        done = tell_words(store, out->words, err);
    }
    free(sentence);
    free(value);
    return done;
}

/* What lies beside the history and would be lost with a file that is older: what people typed
 * and did not enter, and what of a bundle waits for them. */
static bool read_typed(Store *store, const char *sql, unsigned char out[DIGEST_BYTES], Err *err)
{
    Digest *digest = digest_begin();
    Sql q;
    bool done = sql_open(&q, store, sql, err);
    while (done && sql_row(&q)) {
        const char *text = sql_said(&q, 0);
        digest_add(digest, text, strlen(text) + 1);
    }
    done = done && sql_close(&q, err);
    digest_end(digest, out);
    return done;
}

static bool is_typed(Store *store, Store *made, bool *is, Err *err)
{
    static const char *const texts[] = {
        "SELECT json_array(id, user_id, case_id, place, row_id, item, text, caret, base, at)"
        " FROM draft ORDER BY id",
        "SELECT json_array(id, case_id, user_id, field, row_id, fresh, base, value, at)"
        " FROM kept_change ORDER BY id"};
    unsigned char here[DIGEST_BYTES], there[DIGEST_BYTES];
    *is = true;
    for (size_t i = 0; *is && i < COUNT_OF(texts); i++) {
        if (!read_typed(store, texts[i], here, err) || !read_typed(made, texts[i], there, err))
            return false;
        *is = memcmp(here, there, sizeof here) == 0;
    }
    return true;
}

/* Whether the file was made to be carried away, and is a store as this one is now: it ends
 * where this one does, and holds what was typed here. */
static bool is_end(Store *store, const char *file, bool *is, Err *err)
{
    End here, there;
    Store *made = NULL;
    bool moves = false;
    bool done = store_open_any(file, &made, err) && store_moves(made, &moves, err) &&
                read_end(made, last_group, &there, err) &&
                read_end(store, last_group, &here, err);
    *is = done && moves && here.group && here.group == there.group &&
          memcmp(here.hash, there.hash, sizeof here.hash) == 0;
    done = done && (!*is || is_typed(store, made, is, err));
    store_close(made);
    return done;
}

/* By whatever name: it would be retired with no copy. */
static bool is_apart(Session *session, const char *file, Err *err)
{
    struct stat own, other;
    return stat(session_path(session), &own) != 0 || stat(file, &other) != 0 ||
           own.st_dev != other.st_dev || own.st_ino != other.st_ino ||
           err_set(err, ERR_REFUSED,
                   _("%s is the store itself; name a file that is carried to the other "
                     "machine. Nothing was changed"),
                   file);
}

/* What an earlier try made that was cut off is read as whole as one that is made now. */
static bool make_file(Session *session, const char *file, const Progress *progress, Err *err)
{
    const BackupOptions options = {.moves = true};
    BackupFacts facts;
    BackupTold told;
    bool is = false;
    if (!is_apart(session, file, err))
        return false;
    if (path_exists(file) && is_end(session_store(session), file, &is, NULL) && is)
        return store_backup_check(file, progress, &facts, err) && path_sync_file(file, err) &&
               path_sync_folder(file, err);
    return app_backup(session, file, &options, progress, &facts, &told, err);
}

static const char written_sql[] = "SELECT value FROM meta WHERE name = 'move.file'";

/* Whoever asks again under another name is told where the file is, for none is made. */
static bool is_written(Session *session, const char *file, Err *err)
{
    char *written = NULL, *whole = path_whole(file);
    bool done = sql_get_text(session_store(session), err, &written, written_sql, NULL);
    if (done && !written)
        done = err_set(err, ERR_REFUSED,
                       _("This store moved already, and %s was not written. “anjuan move” says "
                         "the characters of the file that was carried to the other machine"),
                       file);
    else if (done && strcmp(written, whole) != 0)
        done = err_set(err, ERR_REFUSED,
                       _("This store moved already, and %s was not written: the file is %s, "
                         "and “anjuan move” says its characters"),
                       file, written);
    free(whole);
    free(written);
    return done;
}

static bool retire(Session *session, const char *file, const char *place, Err *err)
{
    const GroupHead head = {
        .kind = GROUP_PEOPLE, .user_id = session_user(session)->id, .verb = "move"};
    char day[DAY_TEXT];
    Buf value = BUF_INIT;
    Tx *tx = NULL;
    bool is = false, done;
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    char *whole = path_whole(file);
    day_format(session_today(session), day);
    buf_addf(&value, "%s%s%s", day, place ? " " : "", place ? place : "");
    done =
        session_person_stands(session, err) && prove_people(session, err) &&
        is_end(session_store(session), file, &is, err) &&
        (is || err_set(err, ERR_CONFLICT,
                       _("Another program wrote to the store while %s was made. It stays "
                         "in charge; move it again under another name"),
                       file)) &&
        tx_setting(tx, retired_setting, value.data, err) &&
        sql_do(session_store(session), err,
               "INSERT OR REPLACE INTO meta (name, value) VALUES ('move.file', ?)", "t", whole);
    free(whole);
    buf_free(&value);
    if (done)
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    prove_tell(session);
    return false;
}

static bool check_place(const char *place, Err *err)
{
    return !place || text_check(place, strlen(place), false, MOVE_PLACE_CHARS,
                                _("name of the other machine"), err);
}

bool app_move_out(Session *session, const char *file, const char *place,
                  const Progress *progress, Moved *out, int64_t *unanswered, Err *err)
{
    Store *store = session_store(session);
    Arena *arena = arena_new();
    bool done = desk_may(session_user(session), VERB_MOVE, err) && check_place(place, err) &&
                app_moved(session, arena, out, err);
    if (done && !out->is)
        done = store_has_station(store, err) && make_file(session, file, progress, err) &&
               retire(session, file, place, err) && app_moved(session, arena, out, err);
    else if (done)
        done = is_written(session, file, err);
    done = done && sql_get_int(store, err, unanswered,
                               "SELECT count(*) FROM bundle_out WHERE acknowledged IS NULL"
                               " AND refused IS NULL",
                               NULL);
    /* The caller has the characters, and reads the rest by app_moved. */
    out->told = out->value = NULL;
    arena_free(arena);
    return done;
}

/* The refusal does not say them: they stand on what was carried away. */
static bool are_words(Store *store, const char *words, Err *err)
{
    unsigned char typed[WORDS_BYTES], own[WORDS_BYTES];
    char shown[WORDS_TEXT];
    return tell_words(store, shown, err) && words_read(words, typed, err) &&
           words_read(shown, own, err) &&
           (memcmp(typed, own, sizeof own) == 0 ||
            err_set(err, ERR_REFUSED,
                    _("These are not the characters of the file that was carried away. Have "
                      "the person who has it read them out, and ask whether it was opened")));
}

bool app_move_back(Session *session, const char *words, const char *comment, Err *err)
{
    Store *store = session_store(session);
    const GroupHead head = {.kind = GROUP_PEOPLE,
                            .user_id = session_user(session)->id,
                            .verb = "move_back",
                            .message = comment};
    char *sentence = NULL;
    Tx *tx = NULL;
    if (!desk_may(session_user(session), VERB_MOVE, err) ||
        !store_retired(store, &sentence, err))
        return false;
    if (!sentence)
        return err_set(err, ERR_REFUSED, _("This store is in charge; it moved nowhere"));
    free(sentence);
    if (text_blank(comment))
        return err_set(err, ERR_INPUT,
                       _("Say why (--comment): two machines that both go on are two stations "
                         "with one name"));
    if (!are_words(store, words, err) ||
        !text_check(comment, strlen(comment), true, COMMENT_CHARS, _("comment"), err) ||
        !tx_begin(store, &head, &tx, err))
        return false;
    if (session_person_stands(session, err) && prove_people(session, err) &&
        tx_setting(tx, retired_setting, "", err) &&
        sql_do(store, err, "DELETE FROM meta WHERE name IN ('bundle.mark', 'move.file')", NULL))
        return tx_commit(tx, NULL, err);
    tx_abort(tx);
    prove_tell(session);
    return false;
}
