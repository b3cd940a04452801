/* The reasons are those of returns; where there is no such table the words alone are asked for.
 */
#include "config.h"

#include "ui/parts/marking.h"

#include "app/mark.h"
#include "app/move.h"
#include "app/picklist.h"
#include "base/i18n.h"
#include "ui/ask/ask.h"
#include "ui/parts/marks.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { WORDS_LINES = 5 };

void marking_init(Marking *marking, const MarkingHost *host, void *screen)
{
    *marking = (Marking){.host = host,
                         .screen = screen,
                         .item = BUF_INIT,
                         .reason = BUF_INIT,
                         .kept_as = BUF_INIT};
}

void marking_free(Marking *marking)
{
    buf_free(&marking->item);
    buf_free(&marking->reason);
    buf_free(&marking->kept_as);
}

void marking_at(Marking *marking, MarkPlace place, const char *kept_as)
{
    buf_clear(&marking->item);
    buf_add(&marking->item, place.item);
    place.item = marking->item.data;
    marking->place = place;
    buf_clear(&marking->kept_as);
    buf_add(&marking->kept_as, kept_as);
}

static const CaseFile *file_of(const Marking *marking)
{
    return marking->host->file(marking->screen);
}

bool marking_may(const Marking *marking, Stage *stage)
{
    Err err = {0};
    bool may = app_case_may(stage_session(stage), file_of(marking), VERB_MARK, &err);
    if (!may)
        stage_say_err(stage, &err);
    return may;
}

static TextFate made(Stage *stage, void *ctx, const char *text)
{
    Marking *marking = ctx;
    Session *session = stage_session(stage);
    Err err = {0};
    Arena *arena = arena_new();
    bool done = app_mark(session, file_of(marking), &marking->place,
                         marking->reason.len ? marking->reason.data : NULL, text, &err);
    const char *title = mark_title(session, file_of(marking), &marking->place, arena);
    marking->host->follow(marking->screen, stage);
    if (done)
        /* TRANSLATORS: the place that was marked. */
        stage_say(stage, MSG_DONE, _("Marked: %s. A return takes the marks along"), title);
    else
        stage_say_err(stage, &err);
    arena_free(arena);
    return done ? TEXT_STORED : TEXT_STAYS;
}

void marking_ask_words(Marking *marking, Stage *stage)
{
    Arena *arena = arena_new();
    ask(stage, &(Question){.title = mark_title(stage_session(stage), file_of(marking),
                                               &marking->place, arena),
                           .text = _("What is wrong there, in your words:"),
                           .lines = WORDS_LINES,
                           .chars = MARK_CHARS,
                           .typed = TYPED_WORDS,
                           .kept_as = marking->kept_as.data,
                           .case_id = case_head_of(file_of(marking))->id,
                           .store = made,
                           .ctx = marking});
    arena_free(arena);
}

static void reasoned(Stage *stage, void *ctx, const Reply *reply)
{
    Marking *marking = ctx;
    if (!reply->text)
        return;
    buf_clear(&marking->reason);
    buf_add(&marking->reason, reply->text);
    marking_ask_words(marking, stage);
}

void marking_ask(Marking *marking, Stage *stage)
{
    const CodeTable *table = app_reasons(stage_session(stage));
    if (table)
        ask(stage, &(Question){.title = _("What kind of mark?"),
                               .rows = app_picklist_of_table(stage_session(stage), table),
                               .initial = marking->reason.len ? marking->reason.data : NULL,
                               .waits = true,
                               .done = reasoned,
                               .ctx = marking});
    else
        marking_ask_words(marking, stage);
}
