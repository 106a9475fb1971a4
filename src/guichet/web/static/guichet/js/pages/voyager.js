/* The schema as a graph, drawn from the introspection of our own API. */
import { $ } from "../dom.js";
import { trouble } from "../toast.js";

const place = $("#voyager");
const { GraphQLVoyager } = window;

async function introspection() {
  const answer = await fetch(place.dataset.endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": place.dataset.csrf },
    body: JSON.stringify({ query: GraphQLVoyager.voyagerIntrospectionQuery }),
  });
  return answer.json();
}

introspection()
  .then(found => GraphQLVoyager.renderVoyager(place, { introspection: found, allowToChangeSchema: false }))
  .catch(error => trouble(error.message));
