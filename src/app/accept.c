/* The setting holds the list of what was accepted (rules/files/laid.h), the texts lie where
 * those of judgements do. What the session judges by is held against the list, not what lies in
 * the folders meanwhile. */
#include "config.h"

#include "app/accept.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/move.h"
#include "app/session_inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "base/text/text_lines.h"
#include "store/sql.h"

const char knowledge_accepted[] = "knowledge.accepted";

enum { NAMED = 3 /* files in a sentence */, CONTEXT = 3 /* lines around a change */ };

/* NULL: nothing was accepted yet. */
static bool read_accepted(Session *session, Laid **out, Err *err)
{
    char *text = NULL;
    *out = NULL;
    bool done = store_setting(session->store, knowledge_accepted, &text, err) &&
                (!text || laid_read(text, out, err));
    free(text);
    return done;
}

static const char *without_place(const char *file)
{
    const char *slash = strchr(file, '/');
    return slash ? slash + 1 : file;
}

static const char *state_label(LaidState state)
{
    switch (state) {
    case LAID_NEW:
        return C_("a file", "new");
    case LAID_CHANGED:
        return C_("a file", "changed");
    case LAID_GONE:
        return C_("a file", "gone");
    }
    return "";
}

/* ---- in a sentence ---- */

typedef struct Named {
    size_t n, most;
    Buf words;
} Named;

static void name_file(void *ctx, LaidState state, const char *file)
{
    Named *named = ctx;
    if (named->n++ < named->most) {
        buf_add(&named->words, named->words.len ? _(", ") : "");
        buf_addf(&named->words, _("%s (%s)"), without_place(file), state_label(state));
    }
}

/* How many files differ, and which. */
static void name_changes(const Laid *before, const Laid *now, size_t most, Named *out)
{
    *out = (Named){.most = most, .words = BUF_INIT};
    laid_compare(before, now, name_file, out);
    if (out->n > most)
        buf_addf(&out->words,
                 ngettext(" and %zu more", " and %zu more", (unsigned long)(out->n - most)),
                 out->n - most);
}

void knowledge_tell(const char *before, const char *after, Buf *out)
{
    Laid *was = NULL, *is = NULL;
    Named named;
    if (before)
        laid_read(before, &was, NULL);
    if (!after || !laid_read(after, &is, NULL))
        return;
    name_changes(was, is, SIZE_MAX, &named);
    buf_add(out, named.words.data ? named.words.data : "");
    buf_free(&named.words);
    laid_free(was);
    laid_free(is);
}

/* ---- whether it is accepted ---- */

static Laid *laid_now(const Session *session)
{
    return laid_of(knowledge_texts(session->knowledge));
}

static bool name_supervisors(Session *session, Buf *out, Err *err)
{
    Sql q;
    if (!sql_open(&q, session->store,
                  "SELECT display FROM user WHERE role = 'supervisor' AND disabled = 0"
                  " ORDER BY id",
                  err))
        return false;
    while (sql_row(&q))
        buf_addf(out, "%s%s", out->len ? _(", ") : "", sql_text(&q, 0));
    return sql_close(&q, err);
}

/* Somebody accepted since what lies there now, and this program read it before. */
static bool is_outdated(const Session *session, const Laid *accepted)
{
    const char *folders[PLACE_COUNT];
    Texts *texts = NULL;
    Named named = {.n = 1, .words = BUF_INIT};
    if (accepted && texts_read(folders, session_folders(session, folders), &texts, NULL)) {
        Laid *there = laid_of(texts);
        name_changes(accepted, there, 0, &named);
        laid_free(there);
    }
    texts_free(texts);
    buf_free(&named.words);
    return named.n == 0;
}

static bool refuse(Session *session, const Laid *accepted, const char *files, Err *err)
{
    Buf who = BUF_INIT;
    if (is_outdated(session, accepted))
        err_set(err, ERR_REFUSED,
                _("%s: accepted since this program began, which goes by what it read then; "
                  "start it again"),
                files);
    else if (name_supervisors(session, &who, err))
        err_set(err, ERR_REFUSED,
                /* TRANSLATORS: files with what became of them; names of people. */
                _("%s: nothing is submitted, approved or exported by it until a supervisor "
                  "(%s) has looked at it and accepts it: by “Changes” on the home screen, or "
                  "“anjuan "
                  "knowledge changes”"),
                files, who.data ? who.data : "");
    buf_free(&who);
    return false;
}

/* A person may name another folder than the installed one (--data). What it says is compared,
 * so that a copy of it serves. */
static bool is_installed(const Session *session)
{
    char *share = path_share("anjuan"), there[TEXTS_VERSION], here[TEXTS_VERSION];
    const char *const folders[] = {share};
    Texts *texts = NULL;
    bool same = !session->named;
    if (!same && texts_read(folders, 1, &texts, NULL)) {
        texts_edition(texts, there);
        texts_edition(knowledge_texts(session->knowledge), here);
        same = strcmp(there, here) == 0;
    }
    texts_free(texts);
    free(share);
    return same;
}

static bool refuse_folder(const Session *session, Err *err)
{
    return err_set(
        err, ERR_REFUSED,
        /* TRANSLATORS: a folder. */
        _("%s: not the rules and templates that came with the program, so nothing is "
          "submitted, approved or exported by them; leave out --data, and put what "
          "is to differ beside the store, where a supervisor accepts it"),
        session->data);
}

bool session_accepted(Session *session, Err *err)
{
    Laid *accepted = NULL;
    Named named;
    if (!session_judges(session, err))
        return false;
    if (session->practice)
        return true;
    if (!is_installed(session))
        return refuse_folder(session, err);
    if (!read_accepted(session, &accepted, err))
        return false;
    Laid *now = laid_now(session);
    name_changes(accepted, now, NAMED, &named);
    bool same = named.n == 0 || refuse(session, accepted, named.words.data, err);
    buf_free(&named.words);
    laid_free(now);
    laid_free(accepted);
    return same;
}

bool app_knowledge_waiting(Session *session, int64_t *n, Err *err)
{
    Laid *accepted = NULL;
    Named named;
    *n = 0;
    if (session->practice || !session_judges(session, NULL))
        return true;
    if (!read_accepted(session, &accepted, err))
        return false;
    Laid *now = laid_now(session);
    name_changes(accepted, now, 0, &named);
    *n = (int64_t)named.n;
    buf_free(&named.words);
    laid_free(now);
    laid_free(accepted);
    return true;
}

char *app_knowledge_notice(Session *session)
{
    Err err = {0};
    return !session->store || !session_judges(session, NULL) || session_accepted(session, &err)
               ? NULL
               : xstrdup(err.text);
}

/* ---- what it says ---- */

typedef struct Reading {
    Arena *arena;
    KnowledgeChanges *out;
    size_t room;
    const Laid *before, *now;
    const Texts *before_texts, *now_texts; /* the first NULL: they are not known */
} Reading;

static void take_change(void *ctx, LaidState state, const char *file)
{
    Reading *reading = ctx;
    KnowledgeChanges *out = reading->out;
    const KnowledgeText *was = NULL, *is = laid_text(reading->now, reading->now_texts, file);
    Buf diff = BUF_INIT;
    if (reading->before && reading->before_texts)
        was = laid_text(reading->before, reading->before_texts, file);
    text_lines_diff(was ? was->text : "", is ? is->text : "", CONTEXT, &diff);
    if (out->n == reading->room)
        out->items = xreallocarray(out->items, reading->room = reading->room * 2 + 16,
                                   sizeof *out->items);
    const char *digest = laid_digest(reading->now, file);
    out->items[out->n++] =
        (KnowledgeChange){.state = state,
                          .file = arena_dup(reading->arena, without_place(file)),
                          .place = arena_dup_n(reading->arena, file, strcspn(file, "/")),
                          .path = is ? arena_dup(reading->arena, is->label) : NULL,
                          .digest = digest ? arena_dup(reading->arena, digest) : NULL,
                          .diff = arena_dup(reading->arena, diff.data ? diff.data : "")};
    buf_free(&diff);
}

/* Whatever lies there in their place is shown to nobody as what was accepted. */
static bool unpack_accepted(const char *packed, const Laid *accepted, Texts **out, Err *err)
{
    char version[TEXTS_VERSION];
    if (texts_unpack(packed, strlen(packed), out, NULL)) {
        texts_version(*out, version);
        if (strcmp(version, laid_version(accepted)) == 0)
            return true;
        texts_free(*out);
    }
    *out = NULL;
    return err_set(
        err, ERR_STORE,
        /* TRANSLATORS: the version of rules and templates. */
        _("The rules of version %s are not what they were, so what changed since they "
          "were accepted cannot be shown; have a supervisor run “anjuan verify” and "
          "compare with a backup"),
        laid_version(accepted));
}

/* The texts that were accepted; NULL where the store does not have them. */
static bool accepted_texts(Session *session, const Laid *accepted, Texts **out, Err *err)
{
    char *packed = NULL;
    *out = NULL;
    if (!accepted)
        return true;
    if (!sql_get_text(session->store, err, &packed,
                      "SELECT packed FROM knowledge_text WHERE version = ?", "t",
                      laid_version(accepted)))
        return false;
    bool done = !packed || unpack_accepted(packed, accepted, out, err);
    free(packed);
    return done;
}

static void compare_texts(Reading *reading, Arena *arena, KnowledgeChanges *out)
{
    const KnowledgeChange *items;
    if (reading->before)
        out->before = arena_dup(arena, laid_edition(reading->before));
    out->version = arena_dup(arena, laid_version(reading->now));
    out->edition = arena_dup(arena, laid_edition(reading->now));
    laid_compare(reading->before, reading->now, take_change, reading);
    items = out->items;
    out->items = arena_alloc(arena, (out->n + 1) * sizeof *items);
    if (out->n)
        memcpy(out->items, items, out->n * sizeof *items);
    free((void *)items);
}

bool app_knowledge_changes(Session *session, Arena *arena, KnowledgeChanges *out, Err *err)
{
    Laid *accepted = NULL;
    Texts *texts = NULL;
    *out = (KnowledgeChanges){0};
    if (!desk_may(session_user(session), VERB_READ, err) || !session_judges(session, err) ||
        !read_accepted(session, &accepted, err))
        return false;
    bool done = accepted_texts(session, accepted, &texts, err);
    Laid *now = laid_whole(knowledge_texts(session->knowledge));
    Reading reading = {.arena = arena,
                       .out = out,
                       .before = accepted,
                       .now = now,
                       .before_texts = texts,
                       .now_texts = knowledge_texts(session->knowledge)};
    if (done)
        compare_texts(&reading, arena, out);
    if (session->practice)
        out->n = 0;
    laid_free(now);
    laid_free(accepted);
    texts_free(texts);
    return done;
}

const char *knowledge_change_words(const KnowledgeChange *change, Arena *arena)
{
    const char *path = change->path ? change->path : change->file;
    switch (change->state) {
    case LAID_NEW:
        return arena_printf(arena, _("%s is new"), path);
    case LAID_CHANGED:
        return arena_printf(arena, _("%s is changed"), path);
    case LAID_GONE:
        return arena_printf(arena, _("%s is gone"), path);
    }
    return path;
}

const char *knowledge_edition_words(const KnowledgeChanges *changes, Arena *arena)
{
    if (changes->before && strcmp(changes->before, changes->edition) != 0)
        return arena_printf(arena,
                            _("The rules and templates that came with the program are edition "
                              "%s; when something was accepted last it was %s"),
                            changes->edition, changes->before);
    return arena_printf(arena,
                        _("The rules and templates that came with the program are edition %s"),
                        changes->edition);
}

/* ---- accepting it ---- */

static bool check_version(const Laid *now, const char *version, Err *err)
{
    return strcmp(laid_version(now), version) == 0 ||
           err_set(err, ERR_CONFLICT,
                   _("The knowledge files are others by now; look at them again: “anjuan "
                     "knowledge changes”"));
}

/* Another edition of the program alone may be taken note of too. */
static bool check_news(const Laid *accepted, const Laid *now, Err *err)
{
    Named named;
    name_changes(accepted, now, 0, &named);
    bool news = named.n || (accepted && strcmp(laid_edition(accepted), laid_edition(now)) != 0);
    buf_free(&named.words);
    return news ||
           err_set(err, ERR_REFUSED, _("Nothing of the knowledge waits to be accepted"));
}

static bool accept_in(Session *session, Tx *tx, const Laid *now, Err *err)
{
    Laid *accepted = NULL;
    Buf list = BUF_INIT;
    laid_write(now, &list);
    bool done = read_accepted(session, &accepted, err) && check_news(accepted, now, err) &&
                session_keep_knowledge(session, err) &&
                tx_setting(tx, knowledge_accepted, list.data, err);
    laid_free(accepted);
    buf_free(&list);
    return done;
}

static bool accept_now(Session *session, const Laid *now, const char *reason, Err *err)
{
    Tx *tx = NULL;
    const GroupHead head = {.kind = GROUP_PEOPLE,
                            .user_id = session_user(session)->id,
                            .verb = verb_word(VERB_KNOWLEDGE),
                            .message = reason};
    if (!tx_begin(session->store, &head, &tx, err))
        return false;
    if (!session_person_stands(session, err) || !prove_people(session, err) ||
        !accept_in(session, tx, now, err)) {
        tx_abort(tx);
        prove_tell(session);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

bool app_knowledge_accept(Session *session, const char *version, const char *reason, Err *err)
{
    if (!desk_may(session_user(session), VERB_KNOWLEDGE, err) ||
        !session_judges(session, err) ||
        (reason && !text_check(reason, strlen(reason), true, COMMENT_CHARS, _("reason"), err)))
        return false;
    if (session->practice)
        return err_set(err, ERR_REFUSED,
                       _("A practice store goes by its files as they are; nothing is accepted "
                         "there"));
    Laid *now = laid_whole(knowledge_texts(session->knowledge));
    bool done = check_version(now, version, err) && accept_now(session, now, reason, err);
    laid_free(now);
    return done;
}
