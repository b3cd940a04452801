/* What is typed in a place, as far as the pinyin entry asks. */
#ifndef ANJUAN_UI_PINYIN_TYPED_H
#define ANJUAN_UI_PINYIN_TYPED_H

typedef enum TypedKind {
    TYPED_PLAIN,   /* numbers, days, answers, passphrases: letters stay what they are */
    TYPED_WORDS,   /* Chinese, as a rule */
    TYPED_NAME,    /* the same, of a person or an organisation */
    TYPED_LETTERS, /* a search or a list, which understands letters as pinyin by itself, or a
                      path: the pinyin entry serves when it is asked for there */
} TypedKind;

#endif
