// A file that was made on this device, saved as the browser saves one of the server's.
export const fileName = (answer) => answer.headers.get("content-disposition")?.match(/filename="?([^";]+)/)?.[1];

export async function save(answer) {
  const url = URL.createObjectURL(await answer.blob());
  Object.assign(document.createElement("a"), { href: url, download: fileName(answer) }).click();
  URL.revokeObjectURL(url);
}
