/** A translated message with its %(names)s filled in. */
export function filled(message, values) {
  return message.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}
