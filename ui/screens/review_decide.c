/* The decisions about a case under review: reason, words, and for single warnings words of
 * their own. What is given so far is kept while the rest is asked for, over a lock as well. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "app/case.h"
#include "app/drafts.h"
#include "app/judge.h"
#include "app/mark.h"
#include "app/move.h"
#include "app/picklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "ui/ask/ask.h"
#include "ui/screens/review.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static const struct Decidable {
    CmdId id;
    Verb verb;
    unsigned bit;
} decidable[] = {
    {CMD_REVIEW_APPROVE, VERB_APPROVE, NEED_APPROVE},
    {CMD_REVIEW_RETURN, VERB_RETURN, NEED_RETURN},
    {CMD_REVIEW_REJECT, VERB_REJECT, NEED_RETURN},
};

static bool is_submitted(const Review *self)
{
    Standing standing;
    return app_case_standing(self->file, &standing, NULL) &&
           standing.amendment == STATUS_SUBMITTED;
}

/* Why a case that waits may not be decided by this person. */
void review_rights(Review *self, Stage *stage)
{
    Err why = {0};
    buf_clear(&self->why_not);
    for (size_t i = 0; i < COUNT_OF(decidable); i++) {
        if (app_case_may(stage_session(stage), self->file, decidable[i].verb, &why))
            self->may |= decidable[i].bit;
        else if (!self->why_not.len && is_submitted(self))
            buf_add(&self->why_not, why.text);
    }
    if (app_talk_waits(stage_session(stage), self->file))
        self->may |= NEED_ANSWER;
    if (app_case_may(stage_session(stage), self->file, VERB_MARK, NULL))
        self->may |= NEED_MARK;
}

/* ---- taking it ---- */

/* Words for single warnings are drafts until they are stored with the decision. */
static void drop_own(Review *self, Stage *stage)
{
    Arena *arena = arena_new();
    Draft *drafts = NULL;
    size_t n = 0;
    Buf own = BUF_INIT;
    Err err = {0};
    buf_addf(&own, "comment.%s.", verb_word(VERB_APPROVE));
    bool done = app_drafts(stage_session(stage), case_head_of(self->file)->id, arena, &drafts,
                           &n, &err);
    for (size_t i = 0; done && i < n; i++) {
        if (strncmp(drafts[i].key.place, own.data, own.len) == 0)
            done = app_draft_drop(stage_session(stage), &drafts[i].key, &err);
    }
    if (!done)
        stage_say_err(stage, &err);
    buf_free(&own);
    arena_free(arena);
}

/* What somebody has changed meanwhile is read before it is decided about. */
static TextFate decide(Review *self, Stage *stage, const char *comment)
{
    Err err = {0};
    Buf words = BUF_INIT;
    bool approves = self->deciding == VERB_APPROVE;
    if (approves && self->given.len)
        buf_addf(&words, "%s%s", self->given.data, comment && *comment ? "\n" : "");
    buf_add(&words, comment ? comment : "");
    const Decision decision = {.reason = !approves && self->given.len ? self->given.data : NULL,
                               .comment = words.len ? words.data : NULL};
    bool done =
        app_case_move(stage_session(stage), &self->file, self->deciding, &decision, &err);
    bool changed = !done && err.kind == ERR_CONFLICT;
    if (changed)
        app_case_reload(stage_session(stage), &self->file, NULL);
    review_follow(self, stage);
    if (!done) {
        stage_say_err(stage, &err);
    } else {
        buf_clear(&self->given);
        stage_say_status(stage, self->file, false);
        drop_own(self, stage);
    }
    buf_free(&words);
    return done ? TEXT_STORED : changed ? TEXT_DRAFT : TEXT_STAYS;
}

static TextFate commented(Stage *stage, void *ctx, const char *text)
{
    return decide(ctx, stage, text);
}

static void ask_comment(Review *self, Stage *stage, const char *label)
{
    Buf kept_as = BUF_INIT;
    buf_addf(&kept_as, "comment.%s", verb_word(self->deciding));
    ask(stage, &(Question){.title = verb_label(self->deciding),
                           .text = label,
                           .lines = COMMENT_LINES,
                           .chars = COMMENT_CHARS,
                           .typed = TYPED_WORDS,
                           .kept_as = kept_as.data,
                           .case_id = case_head_of(self->file)->id,
                           .store = commented,
                           .ctx = self});
    buf_free(&kept_as);
}

/* ---- words for single warnings ---- */

static bool has_words(const Review *self, const char *rule)
{
    size_t len = strlen(rule);
    for (const char *at = self->given.data; (at = strstr(at, rule)); at += len) {
        if ((at == self->given.data || at[-1] == '\n') && at[len] == ':')
            return true;
    }
    return false;
}

static TextFate ask_approval(Review *self, Stage *stage);

/* Where the decision that it was the last word for fails, it is asked for again. */
static TextFate own_given(Stage *stage, void *ctx, const char *text)
{
    Review *self = ctx;
    size_t before = self->given.len;
    if (text_blank(text)) {
        stage_say(stage, MSG_WARN,
                  _("Say why it may stay open; without it there is no approval"));
        return TEXT_STAYS;
    }
    buf_addf(&self->given, "%s%s: ", self->given.len ? "\n" : "", self->own_rule);
    for (const char *at = text; *at; at++)
        buf_add_char(&self->given, *at == '\n' ? ' ' : *at);
    TextFate fate = ask_approval(self, stage);
    if (fate == TEXT_STAYS)
        buf_cut(&self->given, before);
    return fate;
}

/* Of the rules that want words of their own, which this is and how many there are. */
static void say_turn(const Review *self, const Judged *judged, Buf *out)
{
    size_t all = 0, given = 0;
    for (size_t i = 0; i < judged->n_findings; i++) {
        const Finding *found = &judged->findings[i];
        bool again = found->severity != SEV_WARN || !found->comment;
        for (size_t j = 0; j < i && !again; j++)
            again = judged->findings[j].severity == SEV_WARN && judged->findings[j].comment &&
                    strcmp(judged->findings[j].rule, found->rule) == 0;
        all += !again;
        given += !again && has_words(self, found->rule);
    }
    if (all > 1)
        buf_addf(out, _(" (%zu of %zu)"), given + 1, all);
}

static void ask_own(Review *self, Stage *stage, const Judged *judged, const Finding *found)
{
    Buf text = BUF_INIT, title = BUF_INIT, kept_as = BUF_INIT;
    snprintf(self->own_rule, sizeof self->own_rule, "%s", found->rule);
    /* TRANSLATORS: the verb "approve" and the number of a rule. */
    buf_addf(&title, _("%s: %s"), verb_label(VERB_APPROVE), found->rule);
    say_turn(self, judged, &title);
    /* TRANSLATORS: a warning, and the question. */
    buf_addf(&text, _("%s. Why it may stay open (needed):"), found->message);
    buf_addf(&kept_as, "comment.%s.%s", verb_word(VERB_APPROVE), found->rule);
    ask(stage, &(Question){.title = title.data,
                           .text = text.data,
                           .lines = COMMENT_LINES,
                           .chars = COMMENT_CHARS,
                           .typed = TYPED_WORDS,
                           .kept_as = kept_as.data,
                           .case_id = case_head_of(self->file)->id,
                           .store = own_given,
                           .ctx = self});
    buf_free(&text);
    buf_free(&title);
    buf_free(&kept_as);
}

/* For what the one comment is: each rule once, the first of them with what it is about. */
static const char *say_others(const Judged *judged, Arena *arena)
{
    enum { TITLED = 5 };
    Buf text = BUF_INIT;
    size_t told = 0;
    buf_addf(&text, "%s\n", _("Why the warnings may stay open (needed):"));
    for (size_t i = 0; i < judged->n_findings; i++) {
        const Finding *found = &judged->findings[i];
        bool again = found->severity != SEV_WARN || found->comment;
        for (size_t j = 0; j < i && !again; j++)
            again = judged->findings[j].severity == SEV_WARN && !judged->findings[j].comment &&
                    strcmp(judged->findings[j].rule, found->rule) == 0;
        if (again)
            continue;
        buf_addf(&text, "%s%s", told ? _("; ") : "", found->rule);
        if (told++ < TITLED)
            buf_addf(&text, " %s", found->title);
    }
    const char *said = arena_dup(arena, text.data);
    buf_free(&text);
    return said;
}

/* First what single rules want words for, then the words for all. Where nothing is left to say
 * nothing is asked. */
static TextFate ask_approval(Review *self, Stage *stage)
{
    const Judged *judged;
    Err err = {0};
    size_t others = 0, own = 0;
    if (!app_case_judged(stage_session(stage), self->file, &judged, &err)) {
        stage_say_err(stage, &err);
        return TEXT_STAYS;
    }
    for (size_t i = 0; i < judged->n_findings; i++) {
        const Finding *found = &judged->findings[i];
        if (found->severity != SEV_WARN)
            continue;
        own += found->comment;
        others += !found->comment;
        if (found->comment && !has_words(self, found->rule)) {
            ask_own(self, stage, judged, found);
            app_judged_free(judged);
            return TEXT_DRAFT;
        }
    }
    const char *rules = others ? say_others(judged, self->arena) : NULL;
    app_judged_free(judged);
    if (own && !others)
        return decide(self, stage, NULL);
    ask_comment(self, stage, rules ? rules : _("Comment, may stay empty:"));
    return TEXT_DRAFT;
}

static void read_on(Stage *stage, void *ctx, const Reply *reply)
{
    if (reply->key == 'a')
        ask_approval(ctx, stage);
}

/* Who has not had the whole page on the screen is asked. */
static void on_approve(Review *self, Stage *stage)
{
    Buf text = BUF_INIT;
    size_t unseen = info_unseen(&self->info);
    if (!unseen) {
        ask_approval(self, stage);
        return;
    }
    buf_addf(
        &text,
        ngettext("%zu line of this page was not on the screen yet. Approve all the same?",
                 "%zu lines of this page were not on the screen yet. Approve all the same?",
                 (unsigned long)unseen),
        unseen);
    ask(stage, &(Question){.title = verb_label(VERB_APPROVE),
                           .text = text.data,
                           .answers = {{'r', _("Read on")}, {'a', _("Approve")}},
                           .done = read_on,
                           .ctx = self});
    buf_free(&text);
}

/* ---- return, reject ---- */

static void ask_words(Review *self, Stage *stage)
{
    ask_comment(self, stage,
                self->given.len ? _("What is to be done, in your words:") : _("Why?"));
}

static void reasoned(Stage *stage, void *ctx, const Reply *reply)
{
    Review *self = ctx;
    if (!reply->text)
        return;
    buf_clear(&self->given);
    buf_add(&self->given, reply->text);
    ask_words(self, stage);
}

/* The reason of the last mark is likely that of the return. */
static void last_reason(Review *self, Stage *stage, Buf *out)
{
    Arena *arena = arena_new();
    Mark *marks;
    size_t n;
    if (app_marks(stage_session(stage), case_head_of(self->file)->id, arena, &marks, &n,
                  NULL)) {
        for (size_t i = 0; i < n; i++) {
            if (!marks[i].open || marks[i].sent || !*marks[i].reason)
                continue;
            buf_clear(out);
            buf_add(out, marks[i].reason);
        }
    }
    arena_free(arena);
}

static void ask_reason(Review *self, Stage *stage)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *table = app_reasons(stage_session(stage));
    Buf initial = BUF_INIT;
    last_reason(self, stage, &initial);
    if (table)
        ask(stage, &(Question){.title = code_table_title(table, fields->lang),
                               .rows = app_picklist_of_table(stage_session(stage), table),
                               .initial = initial.len ? initial.data : NULL,
                               .waits = true,
                               .done = reasoned,
                               .ctx = self});
    else
        ask_words(self, stage);
    buf_free(&initial);
}

/* ---- the answer to a question ---- */

static TextFate answered(Stage *stage, void *ctx, const char *text)
{
    Review *self = ctx;
    Err err = {0};
    bool done = app_case_say(stage_session(stage), &self->file, VERB_ANSWER, text, &err);
    review_follow(self, stage);
    if (done)
        stage_say(stage, MSG_DONE, _("Answered; who asked sees it in the queue"));
    else
        stage_say_err(stage, &err);
    return done ? TEXT_STORED : TEXT_STAYS;
}

static bool on_answer(Review *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Answer the question"),
                           .text = _("What is to be done, in your words:"),
                           .lines = COMMENT_LINES,
                           .chars = TALK_CHARS,
                           .typed = TYPED_WORDS,
                           .kept_as = "comment.answer",
                           .case_id = case_head_of(self->file)->id,
                           .store = answered,
                           .ctx = self});
    return true;
}

/* ---- which ---- */

bool review_decides(Review *self, Stage *stage, CmdId id)
{
    if (id == CMD_REVIEW_ANSWER)
        return on_answer(self, stage);
    for (size_t i = 0; i < COUNT_OF(decidable); i++) {
        if (decidable[i].id != id)
            continue;
        self->deciding = decidable[i].verb;
        buf_clear(&self->given);
        if (id == CMD_REVIEW_APPROVE)
            on_approve(self, stage);
        else
            ask_reason(self, stage);
        return true;
    }
    return false;
}

/* verb: "return", "approve", "approve.R704". */
bool review_ask_again(Review *self, Stage *stage, const char *verb, const char *given)
{
    size_t len = strcspn(verb, ".");
    if (strcmp(verb, verb_word(VERB_ANSWER)) == 0)
        return self->may & NEED_ANSWER && on_answer(self, stage);
    for (size_t i = 0; i < COUNT_OF(decidable); i++) {
        const char *word = verb_word(decidable[i].verb);
        if (strlen(word) != len || strncmp(verb, word, len) != 0 ||
            !(self->may & decidable[i].bit))
            continue;
        self->deciding = decidable[i].verb;
        buf_clear(&self->given);
        buf_add(&self->given, given);
        if (self->deciding == VERB_APPROVE)
            ask_approval(self, stage);
        else
            ask_words(self, stage);
        return true;
    }
    return false;
}

/* A key that is not offered now: why not. After a decision there is none to take. */
void review_why_not(Review *self, Stage *stage, CmdId id)
{
    Err err = {0};
    for (size_t i = 0; i < COUNT_OF(decidable); i++) {
        if (decidable[i].id != id ||
            app_case_may(stage_session(stage), self->file, decidable[i].verb, &err))
            continue;
        if (is_submitted(self))
            stage_say_err(stage, &err);
        else
            stage_say_status(stage, self->file, false);
    }
    if (id != CMD_REVIEW_ANSWER)
        return;
    if (app_case_may(stage_session(stage), self->file, VERB_ANSWER, &err))
        stage_say(stage, MSG_NOTE, _("No question waits for an answer"));
    else
        stage_say_err(stage, &err);
}
