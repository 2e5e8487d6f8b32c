// How a form travels by fetch: the same fields as a plain post, and a header that asks for a short answer.

/** The request for a form; the button that sent it travels with it, as in a plain post. */
export function savedForm(form, submitter = null) {
  const data = new FormData(form);
  if (submitter?.name) {
    data.append(submitter.name, submitter.value);
  }
  const isMultipart = form.enctype === "multipart/form-data";
  return {
    method: "POST",
    body: isMultipart ? data : new URLSearchParams(data),
    headers: { "X-Requested-With": "fetch" },
  };
}

/** The server's sentence in a JSON answer, else a sentence of ours. */
export async function messageOf(answer, otherwise) {
  const { message } = await answer.json().catch(() => ({}));
  return message || otherwise;
}
