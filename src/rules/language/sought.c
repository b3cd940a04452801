/* Keeps the last few texts, and each list of words made ready for them. */
#include "config.h"

#include "rules/language/sought.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text/text_sought.h"
#include "rules/language/private.h"
#include "rules/language/wordset.h"

enum {
    FORMS = 3,      /* the story, with its title, with what else is told of an accident */
    FORM_BYTES = 64 /* a text of less costs little to be made again */
};

typedef struct Form {
    Buf text, form;
    PrivateSigns signs; /* at NULL: not yet */
    WordText *places;
    bool placed; /* they are those of this text */
} Form;

struct Sought {
    Form kept[FORMS], brief;
    size_t next;    /* of kept, to be written over */
    WordSet **sets; /* by where their lists lie */
    size_t n, room;
};

Sought *sought_new(void)
{
    return xcalloc(1, sizeof(Sought));
}

static void free_form(Form *form)
{
    buf_free(&form->text);
    buf_free(&form->form);
    private_signs_free(&form->signs);
    wordtext_free(form->places);
}

void sought_free(Sought *sought)
{
    if (!sought)
        return;
    for (size_t i = 0; i < FORMS; i++)
        free_form(&sought->kept[i]);
    free_form(&sought->brief);
    for (size_t i = 0; i < sought->n; i++)
        wordset_free(sought->sets[i]);
    free(sought->sets);
    free(sought);
}

/* ---- texts ---- */

static bool is_of(const Form *form, const char *text, size_t len)
{
    return form->text.data && form->text.len == len && memcmp(form->text.data, text, len) == 0;
}

static Form *form_of(Sought *sought, const char *text)
{
    size_t len = strlen(text);
    Form *form = &sought->brief;
    if (is_of(form, text, len))
        return form;
    for (size_t i = 0; len >= FORM_BYTES && i < FORMS; i++) {
        if (is_of(&sought->kept[i], text, len))
            return &sought->kept[i];
    }
    if (len >= FORM_BYTES) {
        form = &sought->kept[sought->next];
        sought->next = (sought->next + 1) % FORMS;
    }
    buf_clear(&form->text);
    buf_add(&form->text, text);
    buf_clear(&form->form);
    text_sought(&form->form, text);
    private_signs_free(&form->signs);
    form->placed = false;
    return form;
}

static const char *said_in(const Form *form)
{
    return form->form.len ? form->form.data : "";
}

const char *sought_form(Sought *sought, const char *text)
{
    return said_in(form_of(sought, text));
}

bool sought_number(Sought *sought, const char *text, const char *kind)
{
    if (strcmp(kind, "id") != 0 && strcmp(kind, "phone") != 0 && strcmp(kind, "card") != 0)
        return false;
    Form *form = form_of(sought, text);
    if (!form->signs.at)
        form->signs = private_signs(text);
    return private_among(&form->signs, kind);
}

/* ---- lists ---- */

static const WordText *places_of(Form *form)
{
    if (!form->places)
        form->places = wordtext_new();
    if (!form->placed)
        wordtext_set(form->places, said_in(form));
    form->placed = true;
    return form->places;
}

static int by_list(const void *key, const void *set)
{
    const char *words = wordset_words(*(WordSet *const *)set);
    return ((const char *)key > words) - ((const char *)key < words);
}

static const WordSet *set_of(Sought *sought, const char *words)
{
    size_t at = sought->n;
    WordSet **found =
        at ? bsearch(words, sought->sets, at, sizeof(*sought->sets), by_list) : NULL;
    if (found)
        return *found;
    if (at == sought->room)
        sought->sets =
            xreallocarray(sought->sets, sought->room = at * 2 + 64, sizeof(*sought->sets));
    for (; at && wordset_words(sought->sets[at - 1]) > words; at--)
        sought->sets[at] = sought->sets[at - 1];
    sought->n++;
    return sought->sets[at] = wordset_new(words);
}

bool sought_stands(Sought *sought, const char *text, const char *words)
{
    return wordset_stands(set_of(sought, words), places_of(form_of(sought, text)));
}
