/* Three questions, one after the other; nothing of the answers is kept as a draft. */
#include "config.h"

#include "ui/case/erase.h"

#include <stdlib.h>
#include <string.h>

#include "app/erase.h"
#include "app/move.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "ui/ask/ask.h"
#include "ui/case/screen.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

static const char on_day[] = "day", on_request[] = "request";

struct EraseAsk {
    bool requested;
    Buf reason;
};

struct EraseAsk *erase_ask_new(void)
{
    struct EraseAsk *ask = xcalloc(1, sizeof *ask);
    buf_init(&ask->reason);
    return ask;
}

void erase_ask_free(struct EraseAsk *ask)
{
    buf_free(&ask->reason);
    free(ask);
}

static const char *number_of(const CaseScreen *self)
{
    return case_head_of(work_file(self->work))->no;
}

static void erase(CaseScreen *self, Stage *stage)
{
    Err err = {0}, reload = {0};
    Buf key = BUF_INIT;
    bool done = app_case_erase(stage_session(stage), number_of(self), self->erase->requested,
                               self->erase->reason.data, &err);
    if (!work_reload(self->work, &reload))
        stage_say_err(stage, &reload);
    case_follow(self, stage);
    keymap_keys(stage_keymap(stage), CMD_CASE_PAPERS, true, false, &key);
    if (done && app_erased_whole(stage_session(stage), &err))
        /* TRANSLATORS: number of the case, a key. */
        stage_say(stage, MSG_DONE, _("%s is erased; %s on the consents writes the certificate"),
                  number_of(self), key.data);
    else
        stage_say_err(stage, &err);
    buf_free(&key);
}

static void confirmed(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    if (reply->text && strcmp(reply->text, number_of(self)) == 0)
        erase(self, stage);
    else
        stage_say(stage, MSG_NOTE, _("Nothing was erased"));
}

static void add_others(const CaseScreen *self, Stage *stage, Buf *out)
{
    const char *others;
    Arena *arena = arena_new();
    if (app_erase_others(stage_session(stage), work_file(self->work), arena, &others, NULL) &&
        *others)
        buf_addf(out, "\n%s", app_erase_others_words(others, arena));
    if (app_erase_stations(stage_session(stage), case_head_of(work_file(self->work))->id, arena,
                           &others, NULL) &&
        *others)
        buf_addf(out, "\n%s", app_erase_stations_words(others, arena));
    arena_free(arena);
}

static void ask_number(CaseScreen *self, Stage *stage)
{
    Buf text = BUF_INIT;
    buf_addf(&text,
             /* TRANSLATORS: number of a case. */
             _("All that tells of the person goes, for ever: records, history, batches, copies "
               "of papers. What was sent to a platform lies there, and backups, workbooks and "
               "papers made before keep what they hold. Type the number of the case to erase "
               "it: %s"),
             number_of(self));
    add_others(self, stage, &text);
    ask(stage, &(Question){.title = _("Erase the case"),
                           .text = text.data,
                           .typed = TYPED_LETTERS,
                           .done = confirmed,
                           .ctx = self});
    buf_free(&text);
}

static void ask_reason(CaseScreen *self, Stage *stage);

/* What is refused is so before the number is typed, and the words stay where they are mended.
 */
static void reasoned(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    if (!reply->text || text_blank(reply->text)) {
        stage_say(stage, MSG_NOTE, _("Nothing was erased"));
        return;
    }
    buf_clear(&self->erase->reason);
    buf_add(&self->erase->reason, reply->text);
    if (app_erase_may(stage_session(stage), case_head_of(work_file(self->work))->id,
                      self->erase->requested, reply->text, &err)) {
        ask_number(self, stage);
        return;
    }
    stage_say_err(stage, &err);
    if (err.kind == ERR_INPUT)
        ask_reason(self, stage);
}

static void ask_reason(CaseScreen *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Erase the case"),
                           .text = _("Why? It stays on the certificate, so it names nobody:"),
                           .initial = self->erase->reason.data,
                           .chars = COMMENT_CHARS,
                           .typed = TYPED_WORDS,
                           .done = reasoned,
                           .ctx = self});
}

static void grounded(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    if (!reply->text)
        return;
    self->erase->requested = strcmp(reply->text, on_request) == 0;
    if (self->erase->requested &&
        !app_erase_granted(stage_session(stage), case_head_of(work_file(self->work))->id,
                           &err)) {
        stage_say_err(stage, &err);
        return;
    }
    buf_clear(&self->erase->reason);
    ask_reason(self, stage);
}

void erase_begin(CaseScreen *self, Stage *stage)
{
    const char *until = NULL;
    Err err = {0};
    Arena *arena = arena_new();
    Picklist *list = picklist_new(NULL);
    char today[DAY_TEXT];
    day_format(session_today(stage_session(stage)), today);
    if (!app_case_kept_until(stage_session(stage), work_file(self->work), arena, &until,
                             &err)) {
        stage_say_err(stage, &err);
        picklist_free(list);
        arena_free(arena);
        return;
    }
    if (until && strcmp(until, today) <= 0)
        picklist_add(list, &(PickRow){.value = on_day,
                                      /* TRANSLATORS: %s is a day. */
                                      .text = arena_printf(
                                          arena, _("The day has come: kept until %s"), until)});
    picklist_add(list,
                 &(PickRow){.value = on_request, .text = _("It was asked for, and granted")});
    ask(stage, &(Question){.title = _("On what ground is the case erased?"),
                           .rows = list,
                           .waits = true,
                           .done = grounded,
                           .ctx = self});
    arena_free(arena);
}
