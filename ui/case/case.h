/* What the files of the case screen share. A case file is open on one tab; forms and grids have
 * two levels: typing in a field or cell, where printable keys are text, and beside it, where
 * plain keys are commands. Leaving a field stores it; there is no other way to save. */
#ifndef ANJUAN_UI_CASE_CASE_H
#define ANJUAN_UI_CASE_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/alike.h"
#include "ui/case/tab.h"
#include "ui/case/work.h"
#include "ui/model/form.h"
#include "ui/model/lineedit.h"
#include "ui/stage/screen.h"
#include "ui/widget/form.h"

typedef struct CaseDraft CaseDraft;
typedef struct CaseSuggest CaseSuggest;

struct CaseScreen {
    Screen screen;
    Work *work;
    Tab *tabs[TABS];
    int tab; /* the one of them that is shown */

    bool whole_row; /* all fields of one row of a grid are shown in place of the tab */
    Tab *row;       /* which shows them */
    RecordId row_record;
    size_t row_at;
    bool rest_only; /* Enter goes over its fields that are no cells, then back into the grid */
    RecordId made_record; /* the row made last: its other fields come after its last cell */
    size_t made_row;

    bool typing;
    LineEdit edit;        /* the text of the focus while typing */
    Buf error;            /* why it was refused */
    CaseSuggest *suggest; /* the list under the field, or NULL */

    /* A value that waits for an answer: reopen the case, whose value to keep. */
    bool waiting;
    Buf pending;
    FieldId pending_field; /* FIELD_COUNT: none, only typing was asked for */
    size_t pending_row;

    CaseDraft **drafts; /* what the person has half typed in this case */
    size_t n_drafts;
    Arena *others_arena;
    TypedByOther *others; /* that others have something half typed in this case */
    size_t n_others;
    bool clash; /* the text that was resumed was typed over another value than there is now */
    Buf place;  /* the field's name, as case_place gave it last */
    int64_t place_caret;

    Arena *alike_arena;
    Alike *alike; /* other cases that share a value with what is shown, as of alike_of */
    size_t n_alike;
    bool more_alike;
    Buf alike_of;

    int cols; /* of the last drawing: how prose is wrapped */
};

/* ---- draft.c ---- */
void case_drafts_load(CaseScreen *self, Stage *stage);
void case_drafts_free(CaseScreen *self);
const char *case_half_typed(const void *screen, FieldId field, const FormLine *line,
                            size_t row);
/* Of the focus, when it has one. */
bool case_draft_said(CaseScreen *self, const Stage *stage, Buf *out);
CaseDraft *case_draft_here(CaseScreen *self);           /* of the focus; NULL: none */
const DraftKey *case_draft_key(const CaseDraft *draft); /* NULL for NULL */
void case_draft_done(CaseDraft *draft);   /* it was stored, or given up; NULL is allowed */
void case_draft_forget(CaseScreen *self); /* the same for that of the focus */
/* Into the editor, when the focus has one. */
void case_draft_resume(CaseScreen *self, Stage *stage);
bool case_draft_ask(CaseScreen *self,
                    Stage *stage); /* whose value stays, when both changed it */
bool case_go_draft(CaseScreen *self, Stage *stage); /* to the last one; false: there is none */
bool case_keep(Screen *screen, Stage *stage, Err *err);
bool case_place(Screen *screen, Stage *stage, LastPlace *out);
void case_again(Screen *screen, Stage *stage, const LastPlace *place);

/* ---- others.c: what others have half typed here ---- */
void case_others_load(CaseScreen *self, Stage *stage);
void case_others_tick(Screen *screen, Stage *stage);
const char *case_others_name(const CaseScreen *self, const DraftKey *key); /* NULL: nobody */

/* ---- case.c ---- */
Screen *case_screen_bare(Stage *stage, int64_t case_id); /* on its first tab, nothing typed */
Tab *shown_tab(const CaseScreen *self);
Form *case_form(const CaseScreen *self); /* of it; NULL on the tabs that are lists */
Form *case_tab_form(const CaseScreen *self, int tab);
void case_follow(CaseScreen *self, Stage *stage); /* makes again what follows from the case */
void case_set_tab(CaseScreen *self, Stage *stage, int tab); /* nothing is being typed */
/* False: the field was refused. */
bool case_show_tab(CaseScreen *self, Stage *stage, int tab);
void case_go(CaseScreen *self, Stage *stage, FieldId field, size_t row); /* row as in Gap */
void case_go_gap(CaseScreen *self, Stage *stage, const Gap *gap);
const char *case_field_title(const CaseScreen *self, FieldId field, size_t row, Arena *arena);
FormView case_view(CaseScreen *self, Stage *stage);

/* ---- draw.c ---- */
void case_draw(Screen *screen, Stage *stage, Frame *frame);

/* ---- verbs.c: what is done with the case as a whole ---- */
bool case_verb_command(CaseScreen *self, Stage *stage, CmdId id);
void case_refused(Screen *screen, Stage *stage,
                  CmdId id); /* says why a verb is not possible now */
/* Asks again what was being answered ("comment.ask"); false: it is no question of these. */
bool case_verb_again(CaseScreen *self, Stage *stage, const char *question);

/* ---- alike.c: the line about another case that is alike ---- */
void case_alike_follow(CaseScreen *self,
                       Stage *stage);    /* asks again when something is different */
void case_alike_stale(CaseScreen *self); /* so that it is asked again in any case */
/* Rows used, at the end. */
int case_alike_draw(CaseScreen *self, Stage *stage, Frame *frame, Rect rect);
bool case_alike_look(CaseScreen *self, Stage *stage);

/* ---- undo.c ---- */
bool case_undo(CaseScreen *self, Stage *stage);
bool case_redo(CaseScreen *self, Stage *stage);

/* ---- suggest.c: the list under a field that is typed in ---- */
bool case_suggest_offered(const FieldDef *field);         /* the field has such a list */
void case_suggest_follow(CaseScreen *self, Stage *stage); /* what is typed has changed */
bool case_suggest_all(CaseScreen *self, Stage *stage);    /* the whole list */
bool case_suggest_key(CaseScreen *self, int key);         /* Up and Down, while it is open */
void case_suggest_take(CaseScreen *self);   /* the row that is chosen is what was typed */
bool case_suggest_close(CaseScreen *self);  /* false: it was not open */
void case_suggest_forget(CaseScreen *self); /* it has to be read again */
void case_suggest_free(CaseSuggest *suggest);
void case_suggest_help(const FieldDef *field, Buf *out);
void case_suggest_draw(CaseScreen *self, Frame *frame, Rect area); /* after the form */

/* ---- edit.c ---- */
/* The focus may be changed, perhaps after asking. */
bool case_writable(CaseScreen *self, Stage *stage);
void case_begin_typing(CaseScreen *self, Stage *stage, bool ask); /* ask: whether to reopen */
void case_load_edit(CaseScreen *self,
                    Stage *stage); /* the editor starts with the stored value */
/* The same; the caret stays in the same text. */
void case_read_edit(CaseScreen *self, Stage *stage);
bool case_commit(CaseScreen *self, Stage *stage); /* false: refused, the text stays */
bool case_leave_typing(CaseScreen *self, Stage *stage);
TypedKind case_typed(Screen *screen, Stage *stage); /* into the field with the focus */
bool case_text(CaseScreen *self, Stage *stage, const char *text, size_t len, bool paste);
bool case_edit_key(CaseScreen *self, Stage *stage, int key);
bool case_edit_command(CaseScreen *self, Stage *stage, CmdId id);
/* After an edit of rows: what follows, and the message when it was refused. */
bool case_done(CaseScreen *self, Stage *stage, bool done, const Err *err);

/* The same, of a paste. */
bool case_pasted(CaseScreen *self, Stage *stage, bool done, const Err *err);

/* ---- paste.c ---- */
/* False when it is no table: nothing was done then. The focus is on a grid. */
bool case_paste_table(CaseScreen *self, Stage *stage, const char *text, size_t len);
bool case_paste(Screen *screen, Stage *stage, const char *text,
                size_t len); /* beside the cells */

/* ---- tab_row.c: all fields of one row of a grid, in place of the tab ---- */
Tab *row_tab_new(CaseScreen *screen);
void case_show_row(CaseScreen *self, Stage *stage, RecordId record, size_t row, bool typing);

/* ---- next.c ---- */
bool case_step(CaseScreen *self, Stage *stage,
               bool (*step)(Form *form)); /* to the one beside it */
/* Enter: keeps the field and goes on. filled: the field was empty before. */
bool case_go_on(CaseScreen *self, Stage *stage, bool filled);
bool case_accept(CaseScreen *self, Stage *stage); /* of a field that is typed */
void case_row_made(CaseScreen *self, RecordId record, size_t row);

/* ---- known.c: what other fields of the case say already ---- */
enum { KNOWN_MAX = 16 };
/* values may be NULL; they live as long as the case. */
size_t case_known(const CaseScreen *self, FieldId field, size_t row,
                  const char *values[KNOWN_MAX]);
bool case_take_known(CaseScreen *self, Stage *stage); /* false: nothing is known */

/* ---- tab_documents.c, tab_findings.c ---- */
void case_go_document(CaseScreen *screen, Stage *stage,
                      const char *code);                /* in the checklist */
void findings_tab_show(CaseScreen *self, Stage *stage); /* from the first on */

/* For other screens: opens the case at a field. */
Screen *case_screen_new(Stage *stage, int64_t case_id);
Screen *case_screen_back(Stage *stage,
                         const LastPlace *place); /* NULL: nothing to go back to */
Screen *case_screen_at(Stage *stage, int64_t case_id, FieldId field, size_t row);
void case_screen_document(Screen *screen, Stage *stage,
                          const char *code); /* goes to that line */

#endif
