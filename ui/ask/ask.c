/* Which kind of question it is. */
#include "config.h"

#include "ui/ask/ask.h"

#include <assert.h>

#include "ui/ask/asked.h"
#include "ui/stage/stage.h"

void ask(Stage *stage, const Question *question)
{
    assert(!question->rows || !question->answers[0].key);
    assert(!question->store == (!question->kept_as || question->rows));
    assert(!question->secret || (!question->kept_as && question->typed == TYPED_PLAIN));
    stage_push(stage, question->answers[0].key ? answers_new(question)
                      : question->rows         ? rows_new(stage, question)
                                               : text_new(stage, question));
}
