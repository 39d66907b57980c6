// The shop's own script: checks the card form before it is sent.
function shopCheck(form) {
  return form.number.value.replace(/\s/g, "").length >= 12;
}
