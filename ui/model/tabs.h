/* The tabs of a case file, from tabs.def: title, keys and parts, each part a record type shown
 * as a form or as a grid. Every field of the catalogue is in exactly one tab;
 * a test proves it from the table. A tab is known by its place in the table. Pure; what a tab
 * does stands in ui/case. */
#ifndef ANJUAN_UI_MODEL_TABS_H
#define ANJUAN_UI_MODEL_TABS_H

#include <stdbool.h>

#include "domain/catalog.h"

typedef enum PartKind {
    PART_FORM,  /* one row of a record, a field a line */
    PART_GRID,  /* all rows of a record, a row a line */
    PART_ITEMS, /* as a grid, with one fixed line for each code of its first field's table */
    PART_CHECKLIST, /* the documents: what the checklist asks for and what is there */
    PART_LATER,     /* as a form: the fields of a record that are asked apart (FF_LATER) */
} PartKind;

typedef struct TabPart {
    PartKind kind;
    RecordId record;
} TabPart;

enum { PARTS_MAX = 9 };

typedef struct TabDef {
    const char *name;  /* as its command, and of places that are kept: titles may change */
    const char *title; /* N_(), short: all titles share one row */
    const char *keys;  /* of its command: Alt with a single sign */
    int n;             /* parts; 0: a list the program makes (findings, review, history) */
    TabPart parts[PARTS_MAX];
} TabDef;

/* How many there are. */
#define TAB(ID, name, keys, title, help, ops, ...) +1
#define LIST_TAB(ID, name, keys, title, help, ops) +1
enum {
    TABS = 0
#include "ui/model/tabs.def"
};

const TabDef *tab_def(int tab);
char tab_sign(int tab);          /* that stands before its title */
int tab_named(const char *name); /* -1: there is none */

/* Where a record stands, but for the fields that are asked apart. */
int tab_of(RecordId record);

/* Where a field stands, and in which part. */
int tab_of_field(FieldId field);
int tab_part_of_field(FieldId field);

static inline bool part_is_form(PartKind kind)
{
    return kind == PART_FORM || kind == PART_LATER;
}

#endif
