/* The intake of a case as a trained person types it: a list of keys made from a portable case
 * file, in the order in which the screens ask. Nothing of it is written down by hand. The
 * screens themselves are run in process over a store of their own and asked, after every key,
 * which field has the focus; so where the program fills something in or goes on by itself,
 * fewer keys come out, and where it grows slower, more.
 *
 * How the person types:
 *   - text as it stands, one key a character: an input method outside sends Chinese so
 *   - money and days in the shortest form that the program takes (28w, 11.12)
 *   - a code by its digits, or by the fewest initials that no other entry has
 *   - yes and no by y and n
 *   - Enter where a field is done, or asks for nothing that this case has
 *   - without Alt: to the next tab by PgDn, to another by Esc and its sign
 *   - a field that already has its value is passed over; a tab that asks for nothing more is
 *     left
 *
 * What a key is worth. It is needed when it is a character of such a value: somebody has to
 * type it, whatever the program is like. It is extra when it is any other key: Enter, Tab,
 * arrows, keys of tabs and of lists. It is not counted where a day is longer than in its own
 * year, so that the figures do not depend on the day of the test. Nothing is needed for what
 * the program fills in by itself or by one key: from an ID number, from what the case says
 * already (F2), from the row above (F5), from what it proposes (Enter).
 *
 * One value comes out that the file does not have: the home region, which the ID number says
 * and the program fills in. The plan takes it into what it wants. */
#ifndef ANJUAN_TESTS_INTAKE_H
#define ANJUAN_TESTS_INTAKE_H

#include <stddef.h>

#include "base/buf.h"
#include "domain/casefile.h"
#include "store/store.h"
#include "tests/support/term.h"
#include "ui/model/tabs.h"

/* What a person would find again in a store: the case as JSON, what is half typed, the place.
 */
typedef struct IntakeState {
    char *json, *drafts, *place;
} IntakeState;

IntakeState intake_state(Store *store);
void intake_state_free(IntakeState *state);
bool intake_same(const IntakeState *a, const IntakeState *b); /* but for the place */

typedef enum KeyWorth { KEY_NEEDED, KEY_EXTRA, KEY_UNCOUNTED } KeyWorth;

typedef struct IntakeKey {
    int key; /* as in ui/model/event.h */
    KeyWorth worth;
    int tab;           /* on which it is typed */
    FieldId field;     /* FIELD_COUNT: in none */
    bool begins;       /* the first key in another field */
    bool whole;        /* after it, all that the program knows of the person is in the store */
    IntakeState state; /* of the store after it */
} IntakeKey;

typedef struct Intake {
    IntakeKey *keys; /* the first is the n of the queue */
    size_t n;
    char *want; /* the case as JSON, as it must come out */
} Intake;

/* Plans the intake of data/practice/NAME.json in a store of its own below folder, which is made
 * as intake_make_store does. after, unless NULL, is called after every key; nobody is writing
 * to the store then. */
typedef void IntakeAfter(void *ctx, const Intake *intake, const char *store);
void intake_plan(Intake *intake, const char *folder, const char *name, IntakeAfter *after,
                 void *ctx);
void intake_free(Intake *intake);

/* A store like the one of the plan, with its person (lin) whose passphrase is in the file
 * secret. */
void intake_make_store(const char *store, const char *secret);

void intake_send(Term *term, int key);

#endif
