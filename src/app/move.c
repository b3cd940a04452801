/* The workflow: who may take which step, what stands in its way, and the step itself with its
 * decision. */
#include "config.h"

#include "app/move.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/inner.h"
#include "app/judge.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "desk/eyes.h"
#include "desk/life.h"
#include "exchange/portable.h"
#include "store/retired.h"

/* Only what leaves no row behind; printing a paper and showing a masked value do. */
static bool after_the_move(Verb verb)
{
    return verb == VERB_READ || verb == VERB_BLACKLIST_READ || verb == VERB_EVENTS ||
           verb == VERB_REPORT || verb == VERB_VERIFY;
}

/* Nothing is written into a store that moved to another machine. */
static bool store_lets(Session *session, Verb verb, Err *err)
{
    char *moved = NULL;
    bool lets = after_the_move(verb) || (store_retired(session_store(session), &moved, err) &&
                                         (!moved || err_set(err, ERR_REFUSED, "%s", moved)));
    free(moved);
    return lets;
}

bool app_may(Session *session, int64_t case_id, Status status, Verb verb, Err *err)
{
    return desk_may_at(session_store(session), session_user(session), verb, status, case_id,
                       err) &&
           store_lets(session, verb, err);
}

bool app_may_ever(Session *session, Verb verb, Err *err)
{
    return desk_may(session_user(session), verb, err) && store_lets(session, verb, err);
}

uint64_t app_rights(Session *session)
{
    bool writes = store_lets(session, VERB_NEW, NULL);
    uint64_t may = 0;
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (desk_may(session_user(session), (Verb)verb, NULL) &&
            (writes || after_the_move((Verb)verb)))
            may |= UINT64_C(1) << verb;
    }
    return may;
}

/* What is over is opened again before anything of its application is changed. */
static bool goes_on(const CaseFile *file, Verb verb, Err *err)
{
    Life life;
    if (verb != VERB_AMEND || !life_parse(case_head_of(file)->life, &life) ||
        !life_is_over(life))
        return true;
    return err_set(err, ERR_REFUSED, _("The case is closed; it is opened again first"));
}

bool app_case_may(Session *session, const CaseFile *file, Verb verb, Err *err)
{
    Standing standing;
    return app_case_standing(file, &standing, err) && goes_on(file, verb, err) &&
           app_may(session, case_head_of(file)->id, standing_for(&standing, verb), verb, err);
}

bool app_case_standing(const CaseFile *file, Standing *out, Err *err)
{
    const CaseHead *head = case_head_of(file);
    bool known = standing_parse(head->status, head->amendment, out);
    if (known)
        out->first = head->first;
    out->erased = known && head->erased;
    return known ||
           err_set(err, ERR_STORE, _("The case has a status this program does not know"));
}

const CodeTable *app_reasons(const Session *session)
{
    return codes_table(session_fields(session)->codes, "return_reason");
}

const char *app_reason_words(const Session *session, const char *reason)
{
    const CodeTable *reasons = app_reasons(session);
    const CodeEntry *entry = reasons && reason ? code_find(reasons, reason) : NULL;
    return entry ? code_text(entry, session_fields(session)->lang) : reason ? reason : "";
}

bool app_check_reason(Session *session, const char *reason, Err *err)
{
    const CodeTable *reasons = app_reasons(session);
    if (!reason || (reasons && code_find(reasons, reason)))
        return true;
    Buf shown = BUF_INIT;
    text_add_safe(&shown, reason);
    err_set(err, ERR_INPUT,
            _("There is no reason %s; the reasons are in codes/return_reason.ini"), shown.data);
    buf_free(&shown);
    return false;
}

static bool check_decision(Session *session, Verb verb, const Decision *decision, Err *err)
{
    const char *reason = decision ? decision->reason : NULL;
    const char *comment = decision ? decision->comment : NULL;
    if (!app_check_reason(session, reason, err))
        return false;
    if (comment &&
        !text_check(comment, strlen(comment), true, COMMENT_CHARS, _("comment"), err))
        return false;
    if ((verb == VERB_RETURN || verb == VERB_REJECT) && !reason && text_blank(comment))
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

/* A long list of what is missing is told by its numbers. */
static bool refuse_lacking(const char *no, Verb verb, const Finding *found,
                           FindingCounts counts, Err *err)
{
    Buf lacks = BUF_INIT;
    findings_say_lacks(counts.missing, counts.papers, &lacks);
    err_set(err, ERR_REFUSED,
            /* TRANSLATORS: number of the case; "24 missing, 6 papers"; how many findings are in
             * the way; the message of the first. */
            verb == VERB_SUBMIT
                ? _("Case %s cannot be submitted: %s; in the way: %zu. First: %s")
                : _("Case %s cannot be approved: %s; in the way: %zu. First: %s"),
            no, lacks.data, counts.blocks, found[0].message);
    buf_free(&lacks);
    return false;
}

static bool refuse_blocked(const CaseFile *file, Verb verb, const Finding *found, size_t blocks,
                           Err *err)
{
    const char *no = case_head_of(file)->no;
    FindingCounts counts = findings_counted(found, blocks);
    if (counts.missing || counts.papers)
        return refuse_lacking(no, verb, found, counts, err);
    if (blocks == 1)
        return err_set(err, ERR_REFUSED,
                       verb == VERB_SUBMIT ? _("Case %s cannot be submitted. %s: %s")
                                           : _("Case %s cannot be approved. %s: %s"),
                       no, found[0].rule, found[0].message);
    return err_set(
        err, ERR_REFUSED,
        verb == VERB_SUBMIT
            ? ngettext("Case %s cannot be submitted. %s: %s (and %zu more)",
                       "Case %s cannot be submitted. %s: %s (and %zu more)", blocks - 1)
            : ngettext("Case %s cannot be approved. %s: %s (and %zu more)",
                       "Case %s cannot be approved. %s: %s (and %zu more)", blocks - 1),
        no, found[0].rule, found[0].message, blocks - 1);
}

/* Behind the colon, of either width, where a line begins with the rule and one; NULL: it does
 * not. */
static const char *behind_rule(const char *line, const char *rule)
{
    size_t name = strlen(rule), wide = strlen("：");
    if (strncmp(line, rule, name) != 0)
        return NULL;
    line += name;
    return *line == ':' ? line + 1 : strncmp(line, "：", wide) == 0 ? line + wide : NULL;
}

/* The words that a comment has for that rule alone: those of its line "R704: ...". */
static const char *own_words(const char *comment, const char *rule, size_t *len)
{
    for (const char *line = comment; line && *line;) {
        size_t all = strcspn(line, "\n");
        const char *words = behind_rule(line, rule);
        if (words) {
            *len = all - (size_t)(words - line);
            return words;
        }
        line += all + (line[all] == '\n');
    }
    return NULL;
}

/* A line for a rule that wants words of its own says nothing about the other warnings. */
static bool is_own_line(const char *line, const Finding *found, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (found[i].comment && behind_rule(line, found[i].rule))
            return true;
    }
    return false;
}

/* The comment without such lines. */
static void common_words(const char *comment, const Finding *found, size_t n, Buf *out)
{
    for (const char *line = comment ? comment : ""; *line;) {
        size_t all = strcspn(line, "\n");
        if (!is_own_line(line, found, n))
            buf_addf(out, "%s%.*s", out->len ? "\n" : "", (int)all, line);
        line += all + (line[all] == '\n');
    }
}

/* Where all warnings have words of their own nothing more need be said. */
static bool check_own_words(const CaseFile *file, const char *comment, const Finding *found,
                            size_t n, bool *all, Err *err)
{
    *all = true;
    for (size_t i = 0; i < n; i++) {
        size_t len = 0;
        const char *words = found[i].comment ? own_words(comment, found[i].rule, &len) : NULL;
        if (found[i].severity == SEV_WARN && found[i].comment && text_blank_n(words, len))
            return err_set(
                err, ERR_INPUT,
                _("Case %s: %s: %s. This warning needs words of its own; begin a line "
                  "of the comment with “%s:”"),
                case_head_of(file)->no, found[i].rule, found[i].message, found[i].rule);
        *all = *all && (found[i].severity != SEV_WARN || found[i].comment);
    }
    return true;
}

/* Some warnings are told to whoever approves by whoever submits over them. */
static bool check_told(const CaseFile *file, const char *comment, const Finding *found,
                       size_t n, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (found[i].severity == SEV_WARN && found[i].told && text_blank(comment))
            return err_set(err, ERR_INPUT,
                           _("Case %s: %s: %s. Submitting it needs a comment (--comment) that "
                             "says what you know about it"),
                           case_head_of(file)->no, found[i].rule, found[i].message);
    }
    return true;
}

/* What blocks is never waved through; what warns is accepted at approval, with a comment. */
static bool check_findings(const CaseFile *file, Verb verb, const Decision *decision,
                           const Finding *found, size_t n, Err *err)
{
    const char *comment = decision ? decision->comment : NULL;
    size_t blocks = 0, warns = 0;
    while (blocks < n && found[blocks].severity == SEV_BLOCK)
        blocks++;
    while (blocks + warns < n && found[blocks + warns].severity == SEV_WARN)
        warns++;
    if (blocks)
        return refuse_blocked(file, verb, found, blocks, err);
    if (verb == VERB_SUBMIT)
        return check_told(file, comment, found, n, err);
    if (verb != VERB_APPROVE || !warns)
        return true;
    bool all;
    Buf common = BUF_INIT;
    if (!check_own_words(file, comment, found, n, &all, err))
        return false;
    common_words(comment, found, n, &common);
    bool said = all || !text_blank(common.data);
    buf_free(&common);
    return said ||
           err_set(
               err, ERR_INPUT,
               ngettext(
                   "Case %s has %zu open warning (%s: %s); approving it needs a comment",
                   "Case %s has %zu open warnings (first %s: %s); approving it needs a comment",
                   warns),
               case_head_of(file)->no, warns, found[0].rule, found[0].message);
}

/* The facts a finding read, as one JSON object. */
static char *facts_text(const Finding *finding)
{
    json_t *facts = json_object();
    for (size_t i = 0; i < finding->n_facts; i++) {
        const FindingFact *fact = &finding->facts[i];
        json_object_set_new(facts, fact->name,
                            !fact->value   ? json_null()
                            : fact->number ? json_integer(strtoll(fact->value, NULL, 10))
                                           : json_string(fact->value));
    }
    char *text = json_dumps(facts, JSON_COMPACT);
    json_decref(facts);
    return text;
}

/* With which words it was accepted: its own, or those for all that have none. */
static void accepted_with(const Decision *decision, const Finding *finding,
                          const Finding *found, size_t n, Buf *out)
{
    size_t len = 0;
    const char *comment = decision ? decision->comment : NULL;
    const char *words = finding->comment ? own_words(comment, finding->rule, &len) : NULL;
    while (words && len && *words == ' ')
        words++, len--;
    if (words)
        buf_add_bytes(out, words, len);
    else
        common_words(comment, found, n, out);
}

static bool keep_finding(Tx *tx, int64_t case_id, int64_t approval, const char *comment,
                         const Finding *finding, Err *err)
{
    Buf field = BUF_INIT;
    char *facts = facts_text(finding);
    bool warns = finding->severity == SEV_WARN;
    if (finding->field != FIELD_COUNT) {
        const FieldDef *def = catalog_field(finding->field);
        buf_addf(&field, "%s.%s", catalog_record(def->record)->key, def->key);
    }
    AcceptedFinding kept = {.rule = finding->rule,
                            .version = finding->version,
                            .severity = warns ? "warn" : "info",
                            .field = field.len ? field.data : NULL,
                            .row = finding->row + 1,
                            .message = finding->message,
                            .facts = facts,
                            .comment = warns ? comment : NULL};
    bool done = review_accept(tx, case_id, approval, &kept, err);
    buf_free(&field);
    free(facts);
    return done;
}

/* The findings are kept as they are now, with the facts they read: they can be explained later.
 */
static bool approve_now(Session *session, Tx *tx, const CaseFile *file,
                        const Decision *decision, const Finding *found, size_t n, Err *err)
{
    Buf snapshot = BUF_INIT;
    int64_t approval, id = case_head_of(file)->id;
    portable_write(file, &snapshot);
    bool done = session_keep_knowledge(session, err) &&
                review_approve(tx, session_user(session), id, decision, snapshot.data,
                               knowledge_version(session_knowledge(session)), &approval, err);
    buf_free(&snapshot);
    for (size_t i = 0; done && i < n; i++) {
        Buf comment = BUF_INIT;
        accepted_with(decision, &found[i], found, n, &comment);
        done = keep_finding(tx, id, approval, comment.data, &found[i], err);
        buf_free(&comment);
    }
    return done;
}

/* Where two supervisors approve, the first only says so. */
static bool approve_in(Session *session, Tx *tx, const CaseFile *file, const Decision *decision,
                       const Finding *found, size_t n, const char *const *rules, Err *err)
{
    Uid uid;
    bool two, first;
    int64_t id = case_head_of(file)->id;
    if (!eyes_take_two(tx_store(tx), id, rules, n, &two, err) ||
        !eyes_first(tx_store(tx), id, &uid, &first, err))
        return false;
    return two && !first ? review_approve_first(tx, session_user(session), id, decision, err)
                         : approve_now(session, tx, file, decision, found, n, err);
}

/* With what was found, which is part of what is signed. */
static bool decide_in(Session *session, Tx *tx, const CaseFile *file, Verb verb,
                      const Decision *decision, const Finding *found, size_t n, Err *err)
{
    Decision judged = decision ? *decision : (Decision){.reason = NULL};
    Buf list = BUF_INIT;
    const char **rules = xcalloc(n + 1, sizeof *rules);
    for (size_t i = 0; i < n; i++)
        rules[i] = found[i].rule;
    review_found(rules, n, &list);
    judged.found = list.data;
    bool done = verb == VERB_APPROVE
                    ? approve_in(session, tx, file, &judged, found, n, rules, err)
                    : review_move(tx, session_user(session), case_head_of(file)->id, verb,
                                  &judged, err);
    free(rules);
    buf_free(&list);
    return done;
}

static bool judge_in(Session *session, Tx *tx, const CaseFile *file, Verb verb,
                     const Decision *decision, Err *err)
{
    Finding *found;
    size_t n;
    Arena *arena = arena_new();
    bool done = session_accepted(session, err) &&
                app_case_findings(session, file, arena, &found, &n, err) &&
                check_findings(file, verb, decision, found, n, err) &&
                summary_keep(session, file, findings_counted(found, n), err) &&
                decide_in(session, tx, file, verb, decision, found, n, err);
    arena_free(arena);
    return done;
}

/* Where an amendment was given up the case is another one than it was. */
static bool moved(Session *session, CaseFile *file, Verb verb, const Decision *decision, Tx *tx,
                  Err *err)
{
    AlikeCounts counts = {0};
    bool amended = case_head_of(file)->amendment != NULL;
    return (!amended || alike_counts_before(session, file, &counts, err)) &&
           review_move(tx, session_user(session), case_head_of(file)->id, verb, decision,
                       err) &&
           (!amended || (case_load_again(session_store(session), file, err) &&
                         edit_refresh(session, file, err) &&
                         alike_counts_after(session, file, &counts, err)));
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* A draft that is withdrawn is closed, and one that is opened goes on: what the rules say, and
 * the days from which on the case waits for somebody, may be others then. */
static bool follow_life(Session *session, const CaseFile *was, Err *err)
{
    CaseFile *now = NULL;
    const CaseHead *before = case_head_of(was);
    bool done = case_load(session_store(session), before->id, &now, err);
    if (done && !(same_text(before->life, case_head_of(now)->life) &&
                  same_text(before->held, case_head_of(now)->held) &&
                  same_text(before->closed_on, case_head_of(now)->closed_on)))
        done = summary_make(session, now, err);
    case_free(now);
    return done;
}

static bool move_in(Session *session, Tx *tx, const CaseFile *seen, Verb verb,
                    const Decision *decision, Err *err)
{
    CaseFile *file = NULL;
    bool judged = verb == VERB_SUBMIT || verb == VERB_APPROVE;
    bool done = case_load(session_store(session), case_head_of(seen)->id, &file, err) &&
                app_case_may(session, file, verb, err) &&
                (verb == VERB_WITHDRAW || verb == VERB_REOPEN || check_seen(seen, file, err)) &&
                (judged ? judge_in(session, tx, file, verb, decision, err)
                        : moved(session, file, verb, decision, tx, err)) &&
                follow_life(session, file, err);
    case_free(file);
    return done;
}

/* One verb in a group of its own: checks and moves, but reloads nothing. */
static bool move_in_group(Session *session, const CaseFile *seen, Verb verb,
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
        !prove_case(session, case_head_of(seen)->id, err) ||
        !move_in(session, tx, seen, verb, decision, err)) {
        tx_abort(tx);
        prove_tell(session);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

bool app_case_move(Session *session, CaseFile **file, Verb verb, const Decision *decision,
                   Err *err)
{
    return app_case_may(session, *file, verb, err) &&
           check_decision(session, verb, decision, err) &&
           move_in_group(session, *file, verb, decision, err) &&
           app_case_reload(session, file, err);
}
