// A function's answers kept, the newest so many.

/** Return `work` with its last `most` answers kept, by the key that its argument is, or that `keyOf` makes of it. */
export function kept(work, most, keyOf = (argument) => argument) {
  const answers = new Map();
  return (argument) => {
    const key = keyOf(argument);
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = work(argument);
      answers.set(key, answer);
      if (answers.size > most) answers.delete(answers.keys().next().value);
    }
    return answer;
  };
}
