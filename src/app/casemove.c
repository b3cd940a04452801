/* Undo, judgements, the workflow, and portable files coming in. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/cases.h"
#include "app/inner.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "exchange/portable.h"
#include "store/sql.h"

enum { COMMENT_CHARS = 2000 };

/* ---- undo ---- */

typedef bool TakeBack(Store *store, int64_t user_id, int64_t case_id, int64_t *group, Err *err);

/* The journal writes the values, the rest of the store follows in the same transaction. */
static bool take_back(Session *session, CaseFile **file, TakeBack *how, Err *err)
{
    Store *store = session_store(session);
    CaseFile *fresh = NULL;
    int64_t group, id = case_head_of(*file)->id;
    Status status;
    if (!desk_may(session_user(session), VERB_EDIT, err) ||
        !case_status_now(session, id, &status, err))
        return false;
    if (!store_begin(store, err))
        return false;
    if (!session_person_stands(session, err) ||
        !how(store, session_user(session)->id, id, &group, err)) {
        store_rollback(store);
        /* The triggers of the schema refused it. */
        if (status != STATUS_DRAFT && status != STATUS_RETURNED && err &&
            err->kind == ERR_REFUSED)
            err_set(
                err, ERR_REFUSED,
                _("The case is no longer open for editing, so its edits stay; this one is: %s"),
                status_label(status));
        return false;
    }
    if (!case_load(store, id, &fresh, err) || !case_refresh(session, fresh, err)) {
        case_free(fresh);
        store_rollback(store);
        return false;
    }
    case_free(fresh);
    return store_commit(store, err) && app_case_reload(session, file, err);
}

bool app_case_undo(Session *session, CaseFile **file, Err *err)
{
    return take_back(session, file, journal_undo, err);
}

bool app_case_redo(Session *session, CaseFile **file, Err *err)
{
    return take_back(session, file, journal_redo, err);
}

bool app_case_can_undo(Session *session, const CaseFile *file)
{
    return desk_may(session_user(session), VERB_EDIT, NULL) &&
           journal_can_undo(session_store(session), session_user(session)->id,
                            case_head_of(file)->id);
}

bool app_case_can_redo(Session *session, const CaseFile *file)
{
    return desk_may(session_user(session), VERB_EDIT, NULL) &&
           journal_can_redo(session_store(session), session_user(session)->id,
                            case_head_of(file)->id);
}

/* ---- judgements ---- */

bool app_case_findings(Session *session, const CaseFile *file, Arena *arena, Finding **out,
                       size_t *n, Err *err)
{
    return findings_run(session_fields(session), session_knowledge(session), file, arena, out,
                        n, err);
}

bool app_case_checklist(Session *session, const CaseFile *file, Arena *arena,
                        ChecklistItem **out, size_t *n, Err *err)
{
    Facts *facts = session_facts(session, err);
    return facts && facts_stage(facts, &file, 1, err) &&
           checklist_run(facts, file, session_lang(session), arena, out, n, err);
}

bool app_case_facts(Session *session, const CaseFile *file, const char *const *names, size_t n,
                    Arena *arena, const char **out, Err *err)
{
    Facts *facts = session_facts(session, err);
    if (!facts || !facts_stage(facts, &file, 1, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        Err fault = {0};
        const char *value = facts_get(facts, 0, names[i], &fault);
        if (!value && fault.kind != ERR_NONE)
            return err_set(err, fault.kind, "%s", fault.text);
        out[i] = value ? arena_dup(arena, value) : NULL;
    }
    return true;
}

/* ---- the workflow ---- */

bool app_case_may(Session *session, const CaseFile *file, Verb verb, Err *err)
{
    Status status;
    Relation relation = {0};
    const User *user = session_user(session);
    if (!status_parse(case_head_of(file)->status, &status))
        return err_set(err, ERR_STORE, _("The case has a status this program does not know"));
    if (user &&
        !relation_of(session_store(session), case_head_of(file)->id, user->id, &relation, err))
        return false;
    return desk_may_case(user, verb, status, &relation, err);
}

static bool check_decision(Session *session, Verb verb, const Decision *decision, Err *err)
{
    const char *reason = decision ? decision->reason : NULL;
    const char *comment = decision ? decision->comment : NULL;
    const CodeTable *reasons =
        codes_table(knowledge_codes(session_knowledge(session)), "return_reason");
    if (reason && (!reasons || !code_find(reasons, reason))) {
        Buf shown = BUF_INIT;
        text_add_safe(&shown, reason);
        err_set(err, ERR_INPUT,
                _("There is no reason %s; the reasons are in codes/return_reason.ini"),
                shown.data);
        buf_free(&shown);
        return false;
    }
    if (comment &&
        !text_check(comment, strlen(comment), true, COMMENT_CHARS, _("comment"), err))
        return false;
    if ((verb == VERB_RETURN || verb == VERB_REJECT) && !reason && (!comment || !comment[0]))
        return err_set(
            err, ERR_INPUT,
            _("Say why: a reason or a comment is needed, so that others know what to do"));
    return true;
}

/* A decision is about what the person saw. */
static bool check_seen(const CaseFile *seen, const CaseFile *stored, Err *err)
{
    Buf a = BUF_INIT, b = BUF_INIT;
    portable_write(seen, &a);
    portable_write(stored, &b);
    bool same = strcmp(a.data, b.data) == 0;
    buf_free(&a);
    buf_free(&b);
    if (!same)
        err_set(err, ERR_CONFLICT,
                _("Somebody else changed case %s since you opened it; look at it again"),
                case_head_of(stored)->no);
    return same;
}

static bool check_findings(Session *session, const CaseFile *file, Verb verb, Err *err)
{
    Finding *found;
    size_t n, blocks = 0;
    Arena *arena = arena_new();
    bool done = app_case_findings(session, file, arena, &found, &n, err);
    while (done && blocks < n && found[blocks].severity == SEV_BLOCK)
        blocks++;
    if (done && blocks) {
        const char *no = case_head_of(file)->no;
        if (blocks == 1)
            err_set(err, ERR_REFUSED,
                    verb == VERB_SUBMIT ? _("Case %s cannot be submitted. %s: %s")
                                        : _("Case %s cannot be approved. %s: %s"),
                    no, found[0].rule, found[0].message);
        else
            err_set(
                err, ERR_REFUSED,
                verb == VERB_SUBMIT
                    ? ngettext("Case %s cannot be submitted. %s: %s (and %zu more)",
                               "Case %s cannot be submitted. %s: %s (and %zu more)", blocks - 1)
                    : ngettext("Case %s cannot be approved. %s: %s (and %zu more)",
                               "Case %s cannot be approved. %s: %s (and %zu more)", blocks - 1),
                no, found[0].rule, found[0].message, blocks - 1);
        done = false;
    }
    arena_free(arena);
    return done;
}

static bool approve_in(Session *session, Tx *tx, const CaseFile *file, const Decision *decision,
                       Err *err)
{
    Buf snapshot = BUF_INIT;
    portable_write(file, &snapshot);
    bool done =
        session_keep_knowledge(session, err) &&
        review_approve(tx, session_user(session), case_head_of(file)->id, decision,
                       snapshot.data, knowledge_version(session_knowledge(session)), err);
    buf_free(&snapshot);
    return done;
}

static bool move_in(Session *session, Tx *tx, const CaseFile *seen, Verb verb,
                    const Decision *decision, Err *err)
{
    CaseFile *file = NULL;
    bool judged = verb == VERB_SUBMIT || verb == VERB_APPROVE;
    bool done =
        case_load(session_store(session), case_head_of(seen)->id, &file, err) &&
        app_case_may(session, file, verb, err) &&
        (verb == VERB_WITHDRAW || verb == VERB_REOPEN || check_seen(seen, file, err)) &&
        (!judged || check_findings(session, file, verb, err)) &&
        (verb == VERB_APPROVE ? approve_in(session, tx, file, decision, err)
                              : review_move(tx, session_user(session), case_head_of(file)->id,
                                            verb, decision, err));
    case_free(file);
    return done;
}

bool case_move_in_group(Session *session, const CaseFile *seen, Verb verb,
                        const Decision *decision, Err *err)
{
    Tx *tx = NULL;
    GroupHead head = {.kind = GROUP_WORKFLOW,
                      .user_id = session_user(session)->id,
                      .case_id = case_head_of(seen)->id,
                      .verb = verb_word(verb),
                      .message = decision ? decision->comment : NULL};
    if (!tx_begin(session_store(session), &head, &tx, err))
        return false;
    if (!session_person_stands(session, err) ||
        !move_in(session, tx, seen, verb, decision, err)) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

bool app_case_move(Session *session, CaseFile **file, Verb verb, const Decision *decision,
                   Err *err)
{
    return app_case_may(session, *file, verb, err) &&
           check_decision(session, verb, decision, err) &&
           case_move_in_group(session, *file, verb, decision, err) &&
           app_case_reload(session, file, err);
}

/* ---- portable files ---- */

static bool import_cases(Session *session, const PortableCases *cases, Arena *arena,
                         const char ***numbers, size_t *n, Err *err)
{
    *numbers = arena_alloc(arena, (cases->n + 1) * sizeof(char *));
    for (size_t i = 0; i < cases->n; i++) {
        int64_t id;
        char *no = NULL;
        if (!case_file_in(session, cases->files[i], GROUP_IMPORT, &id, err) ||
            !sql_get_text(session_store(session), err, &no,
                          "SELECT no FROM case_file WHERE id = ?", "i", id))
            return false;
        (*numbers)[(*n)++] = arena_dup(arena, no);
        free(no);
    }
    return true;
}

bool app_import(Session *session, const char *path, Arena *arena, const char ***numbers,
                size_t *n, Err *err)
{
    Store *store = session_store(session);
    PortableCases cases = {0};
    Buf text = BUF_INIT;
    *n = 0;
    bool done = desk_may(session_user(session), VERB_NEW, err) &&
                path_read(path, PORTABLE_MAX_BYTES, &text, err) &&
                portable_read(session_fields(session), path, text.data, text.len, &cases, err);
    buf_free(&text);
    if (done && (done = store_begin(store, err))) {
        done = import_cases(session, &cases, arena, numbers, n, err);
        if (done)
            done = store_commit(store, err);
        else
            store_rollback(store);
    }
    portable_free(&cases);
    return done;
}
