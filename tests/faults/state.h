/* What a folder holds, told as text without times, salts and places, so that two runs that did
 * the same give the same text: each file with whether it is whole, each store with what is in
 * it and whether it verifies. What is damaged says DAMAGED and what is wrong.
 *
 * Folders are told by what is in them. What is not meant to stay, hidden or named as the writer
 * of workbooks names its own, is left out here and named by state_hidden; what SQLite keeps
 * beside a store is left out. Copies of papers that no document names are left out too: they
 * are found again by the next attach. Texts are the caller's to free. */
#ifndef ANJUAN_TESTS_STATE_H
#define ANJUAN_TESTS_STATE_H

char *state_of(const char *folder);

/* The same text, for what others are held against: that the schema is the one that the program
 * makes is looked at here, later only that it is still the same. */
char *state_first(const char *folder);

/* The names of what is not meant to stay, a line each. */
char *state_hidden(const char *folder);

/* What opens a store and belongs to nobody whom it lets in, a line each; asked after a command
 * that signed in and wrote. */
char *state_strays(const char *folder);

/* The first line that one text has and the other has not, with the sign of where it is. */
char *state_difference(const char *wanted, const char *found);

/* Copies a folder with all that is in it. */
void state_copy(const char *from, const char *to);

#endif
