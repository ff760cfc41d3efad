/**
 * Answers the questions of many items in one call, and returns each item with its own answers. An item
 * may have any number of questions: an invalid item of a batch has none, a cached quote has one for
 * each time at which it is judged. `answerAll` keeps the order of the questions and is not called
 * without one. Throws a RangeError where it returns another number of answers.
 */
export async function answerEach<Item, Question, Answer>(
  items: readonly Item[],
  questionsOf: (item: Item) => readonly Question[],
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>
): Promise<readonly (readonly [Item, readonly Answer[]])[]> {
  const questions = items.map(questionsOf)
  const all = questions.flat()
  const answers = all.length > 0 ? await answerAll(all) : []
  if (answers.length !== all.length) {
    throw new RangeError(`${all.length} questions yielded ${answers.length} answers`)
  }
  let first = 0
  return items.map((item, at) => {
    const next = first + (questions[at]?.length ?? 0)
    const own = answers.slice(first, next)
    first = next
    return [item, own] as const
  })
}
