/**
 * What gives an instruction to the model away, by what it is after. One signal of weight 3 is enough; weaker
 * ones count together when they are of different sorts, since honest texts show each of them alone:
 * "call this first", "read the .env file", "pass the content as `text`".
 */
import { SECRET_SIGNALS } from "./secret-signals.js";
import { type EnglishSignal, within } from "./signal.js";

const NEGATION =
  "(?:do\\s+not|don['’]?t|never|must\\s+not|mustn['’]?t|should\\s+not|shouldn['’]?t|cannot|may\\s+not)";
/** What would be wrong to say, rather than what is to be hidden: "that a type is unsupported", "the setup is complete". */
const CLAIM =
  '\\s+(?:["“]|(?:that\\s+)?(?!(?:you|we|this|it)\\b)(?:[\\w-]+\\s+){1,5}?(?:is|are|was|were|has\\s+been|have\\s+been)\\s+(?:un\\w+|not|missing|complete|completed|done|finished|ready|successful|available|impossible)\\b)';
/** Texts that quote an attack in order to warn of it. */
const WARNING =
  /\b(?:untrusted|injection|malicious|attacker|attempts? to|do not (?:follow|obey|execute|act on)|never (?:follow|obey|execute|act on)|if (?:it|the (?:text|content|page|document)|you (?:see|find))|might (?:say|contain)|may (?:say|contain)|detect|phrases?|jailbreak)/i;

export const SIGNALS: readonly EnglishSignal[] = [
  // Concealment.
  {
    aim: "conceal",
    weight: 3,
    words: ["tell", "inform", "notify", "alert", "warn"],
    pattern: new RegExp(
      `\\b${NEGATION}\\s+(?!(?:just|only|simply|merely)\\b)(?:\\w+\\s+){0,2}?(?:tell|inform|notify|alert|warn)\\s+(?:\\w+\\s+){0,2}?(?:user|users|human|person|operator|anyone|anybody|them|him|her)\\b(?!\\s+(?:to|(?:which|what)\\s+(?:\\w+\\s+){0,2}?to\\s+(?:run|type|enter|execute|call|invoke|use)|(?:that\\s+)?you\\s+(?:can\\w*|don\\S*|do\\s+not|are\\s+(?:not|unable)|lack|have\\s+no))\\b|${CLAIM})`,
      "i",
    ),
    unless: WARNING,
  },
  {
    aim: "conceal",
    weight: 3,
    words: ["mention", "reveal", "disclose", "show", "explain", "report", "discuss", "acknowledge", "admit"],
    pattern: new RegExp(
      `\\b${NEGATION}\\s+(?:\\w+\\s+){0,2}?(?:mention|reveal|disclose|show|explain|report|discuss|acknowledge|admit)\\s+(?:to\\s+(?:the\\s+)?(?:user|anyone)\\s+)?(?:this|that|it|these|any\\s+of\\s+this|the\\s+above|the\\s+existence|having|reading|what\\s+you)\\b${within(60)}(?:user|human|anyone|anybody|to\\s+them|step|instruction|tool|file|parameter)`,
      "i",
    ),
    unless: WARNING,
  },
  {
    aim: "conceal",
    weight: 3,
    words: ["mention", "reveal", "disclose", "acknowledge"],
    pattern: new RegExp(
      `\\b${NEGATION}\\s+(?:\\w+\\s+){0,2}?(?:mention|reveal|disclose|acknowledge)\\s+${within(30)}\\b(?:this|these|instructions?|step|tool call|reading)\\b`,
      "i",
    ),
    unless: WARNING,
  },
  {
    aim: "conceal",
    weight: 3,
    words: ["without", "behind"],
    pattern:
      /\bwithout\s+(?:(?:ever|explicitly|first)\s+)?(?:telling|informing|notifying|alerting|letting)\s+(?:the\s+)?(?:user|human|anyone|them)|\bwithout\s+(?:the\s+)?user(?:['’]s)?\s+(?:knowing|noticing|knowledge|being\s+(?:aware|told|informed)|realizing)|\bbehind\s+the\s+user['’]s\s+back\b/i,
  },
  {
    aim: "conceal",
    weight: 3,
    words: ["must", "should", "shall", "can", "user"],
    pattern:
      /\b(?:user|human|they|he|she|operator)s?\s+(?:must|should|shall|can)(?:\s+not|n['’]t|\s+never)\s+(?:ever\s+)?(?:know|see|notice|find\s+out|learn|be\s+(?:told|informed|made\s+aware|notified|aware))\b|\buser\s+(?:does\s+not|doesn['’]t)\s+need\s+to\s+(?:know|see|be\s+(?:told|informed|aware))\b/i,
  },
  {
    aim: "conceal",
    weight: 3,
    // What they "may not know" is what nobody has told them yet.
    words: ["told", "informed", "made", "notified"],
    pattern:
      /\b(?:user|human|they|he|she|operator)s?\s+may\s+(?:not|never)\s+(?:ever\s+)?be\s+(?:told|informed|made\s+aware|notified)\b/i,
  },
  {
    aim: "conceal",
    weight: 3,
    words: ["keep", "hide", "conceal", "secret"],
    pattern:
      /\bkeep\s+(?:this|it|these|that)(?:\s+(?:step|instruction|information|part))?\s+(?:(?:a\s+)?secret|hidden|to\s+yourself|between\s+us|strictly\s+confidential)\b|\b(?:hide|conceal)\s+(?:this|it|that|these|the\s+(?:call|fact|result|step|instruction))\b[^.!?\n]{0,30}\b(?:user|human|anyone)\b|\bsecret\s+instructions?\b/i,
    unless: WARNING,
  },
  {
    aim: "conceal",
    weight: 2,
    words: ["upset", "angry", "alarmed", "worried", "annoyed", "suspicious"],
    pattern:
      /\b(?:user|they|he|she)\s+(?:will|would|might|may)\s+(?:get|be|become)\s+(?:very\s+)?(?:upset|angry|alarmed|worried|annoyed|suspicious)\b/i,
  },
  {
    aim: "conceal",
    weight: 1,
    words: ["silently", "secretly", "covertly", "stealthily", "discreetly", "quietly", "invisibly"],
    pattern: /\b(?:silently|secretly|covertly|stealthily|discreetly|quietly|invisibly)\b/i,
  },
  // Setting aside what was said before.
  {
    aim: "override",
    weight: 3,
    words: ["ignore", "disregard", "forget", "discard", "neglect"],
    pattern:
      /\b(?:ignore|disregard|forget|discard|neglect)\s+(?:\w+\s+){0,3}?(?:previous|prior|earlier|above|preceding|existing|former|system|other|original|initial|safety|your)\s+(?:\w+\s+){0,2}?(?:instructions?|prompts?|rules?|guidelines?|directives?|commands?|safeguards?|training|polic(?:y|ies))\b/i,
    unless: WARNING,
  },
  {
    aim: "override",
    weight: 3,
    words: ["override", "overrule", "bypass", "circumvent"],
    pattern:
      /\b(?:override|overrule|bypass|circumvent)\s+(?:\w+\s+){0,2}?(?:your|the\s+system|system\s+prompt|safety|security)\s+(?:\w+\s+){0,2}?(?:instructions?|prompts?|guidelines?|training|directives?|guardrails?|filters?)\b/i,
    unless: WARNING,
  },
  {
    aim: "override",
    weight: 3,
    words: ["instruction", "directive", "system", "you"],
    pattern:
      /\b(?:new|updated|real|actual)\s+(?:system\s+)?(?:instructions?|directives?)\s*:|\bsystem\s+(?:prompt\s+)?override\b|\byou\s+are\s+now\s+(?:a\s+|an\s+)?(?:DAN|unrestricted|jailbroken|in\s+(?:developer|admin|god|debug)\s+mode)\b/i,
    unless: WARNING,
  },
  {
    aim: "override",
    weight: 2,
    words: ["refuse", "question", "verify", "second-guess", "over"],
    pattern:
      /\bdo\s+not\s+(?:refuse|question\s+(?:this|it)|verify\s+this|second-guess)\b|\b(?:takes?|have|has)\s+(?:precedence|priority)\s+over\s+(?:all\s+|any\s+)?(?:other\s+|previous\s+|the\s+)*(?:system|user['’]?s?|instructions?|prompts?)\b/i,
  },
  // Text that looks like it came from somebody else.
  {
    aim: "impersonate",
    weight: 3,
    words: ["important", "system", "secret", "hidden", "admin", "override", "critical"],
    // A marker stands before what it marks; `<SYSTEM>.` is a place to be filled in.
    pattern:
      /<(?:IMPORTANT|SYSTEM|SECRET|HIDDEN|ADMIN|OVERRIDE|CRITICAL)>(?![.,;)])|<\/(?:IMPORTANT|SYSTEM|SECRET|HIDDEN|ADMIN|OVERRIDE|CRITICAL)>/u,
  },
  {
    aim: "impersonate",
    weight: 3,
    words: [
      "important",
      "secret",
      "hidden",
      "admin",
      "override",
      "im_start",
      "im_end",
      "system",
      "endoftext",
      "inst]",
      "sys>>",
    ],
    pattern:
      /<\/(?:important|secret|hidden|admin|override)>|(?<![:/=@\w])<(?:important|hidden|override)>|<\|(?:im_start|im_end|system|endoftext)\|>|\[\/?INST\]|<<\/?SYS>>|\[SYSTEM(?:\s+(?:MESSAGE|NOTE|PROMPT|OVERRIDE))?\]/iu,
  },
  {
    // A heading, not a key of an example (`systemMessage:`).
    aim: "impersonate",
    weight: 3,
    words: ["system", "admin"],
    pattern:
      /^[ \t]*(?:SYSTEM|ADMIN|System|Admin)(?:[ \t]+(?:MESSAGE|OVERRIDE|NOTICE|INSTRUCTION|Message|Override|Notice|Instruction|message|override|notice|instruction)s?)?[ \t]*:/mu,
  },
  {
    aim: "impersonate",
    weight: 2,
    words: ["<!--"],
    pattern:
      /<!--[^>]{0,160}\b(?:must|always|never|ignore|read|send|call|instruction|assistant|agent|model)\b[^>]{0,160}-->/i,
  },
  // Files and other things that hold secrets.
  ...SECRET_SIGNALS,
  // Data that goes to an address named in the text.
  {
    aim: "send",
    weight: 3,
    words: ["also", "always", "additionally", "automatically", "secretly", "every", "all", "must", "first"],
    pattern: new RegExp(
      `\\b(?:also|always|additionally|automatically|secretly|every|all|must|first)\\b${within(60)}\\b(?:send|forward|post|upload|submit|transmit|bcc|cc|copy|e?mail|exfiltrate|relay)\\b${within(80)}(?:https?://(?!(?:localhost|127\\.|example\\.|[\\w.-]*\\bexample\\b))[^\\s"')]+|[\\w.+-]+@(?!example\\b)[\\w-]+\\.[a-z]{2,})`,
      "i",
    ),
    unless: /\be\.?g\b|\bexample|\bsuch as\b|\bdocs?\b|\bsee\b/i,
  },
  {
    aim: "send",
    weight: 3,
    words: ["bcc", "blind", "exfiltrate"],
    pattern: new RegExp(
      `\\b(?:bcc|blind\\s+copy|exfiltrate)\\b${within(60)}(?:https?://[^\\s"')]+|[\\w.+-]+@(?!example\\b)[\\w-]+\\.[a-z]{2,})`,
      "i",
    ),
    unless: /\be\.?g\b|\bexample|\bsuch as\b/i,
  },
  {
    aim: "redirect",
    weight: 3,
    words: ["sent", "routed", "forwarded", "addressed", "redirected", "made"],
    pattern:
      /\ball\s+(?:\w+\s+){0,2}?(?:e?mails?|messages?|payments?|transfers?|transactions?|requests?|money|orders?)\s+(?:\w+\s+){0,3}?(?:must|should|have\s+to|need\s+to|are\s+to|has\s+to)\s+be\s+(?:sent|routed|forwarded|addressed|redirected|made)\s+(?:to|through|via)\s+(?:[\w.+-]+@[\w.-]+|https?:\/\/|\+?\d{6,}|0x[\da-f]{6,}|[`'"])/i,
  },
  {
    aim: "conceal",
    weight: 3,
    words: ["user", "human", "anyone"],
    pattern: new RegExp(
      `\\b${NEGATION}\\s+let\\s+(?:the\\s+)?(?:user|human|anyone)s?\\s+(?:know|see|notice|find)`,
      "i",
    ),
  },
  {
    aim: "impersonate",
    weight: 2,
    words: ["note", "message", "instruction"],
    pattern:
      /\b(?:note|message|instructions?)\s+(?:to|for)\s+(?:the\s+)?(?:assistant|model|ai|llm|agent)\b\s*:/i,
  },
  {
    aim: "redirect",
    weight: 2,
    words: ["change", "replace", "rewrite", "substitute", "swap", "alter", "modify"],
    pattern: new RegExp(
      `\\b(?:change|replace|rewrite|substitute|swap|alter|modify)\\s+(?:the\\s+)?(?:recipient|destination|payee|phone\\s+number|e?mail\\s+address|account(?:\\s+number)?|amount|wallet)\\b${within(60)}\\b(?:to|with|by)\\b`,
      "i",
    ),
  },
  // The user's say.
  {
    aim: "consent",
    weight: 2,
    words: ["user", "even", "regardless"],
    pattern:
      /\buser\s+has\s+(?:already\s+)?(?:consented|approved|authori[sz]ed|agreed|granted|given\s+(?:consent|permission|approval))\b|\beven\s+if\s+the\s+user\s+(?:says|asks|objects|refuses|declines|tells|did\s+not)|\bregardless\s+of\s+(?:what|whether)\s+the\s+user\b/i,
  },
  {
    aim: "consent",
    weight: 1,
    words: ["confirm", "confirmation", "permission", "approval", "consent"],
    pattern:
      /\b(?:do\s+not|don['’]?t|never|without|no\s+need\s+to)\s+(?:ask(?:ing)?|request(?:ing)?|seek(?:ing)?|wait(?:ing)?)\b[^.!?\n]{0,30}\b(?:confirm|confirmation|permission|approval|consent)\b/i,
  },
  // Orders and threats.
  {
    aim: "order",
    weight: 1,
    words: ["before", "after", "whenever", "must", "always"],
    pattern:
      /\bbefore\s+(?:(?:any|every|each|all)\s+other|using|calling|invoking|running|executing|answering|responding|providing|doing)\b|\bafter\s+(?:using|calling|invoking|every|each)\b|\bwhenever\b|\b(?:must|always)\s+(?:first|call|read|use|include|run)\b/i,
  },
  {
    aim: "threat",
    weight: 1,
    words: ["otherwise", "else", "don", "not"],
    pattern:
      /\b(?:otherwise|or\s+else|if\s+(?:you\s+)?(?:don['’]t|do\s+not|not))\b[^.!?\n]{0,80}\b(?:not\s+work|fail|break|crash|lost|deleted|terminated|harm|die|fired|penal)/i,
  },
  {
    aim: "execute",
    weight: 2,
    words: ["curl", "wget", "iwr", "invoke-webrequest", "run", "execute"],
    pattern:
      /\b(?:curl|wget|iwr|invoke-webrequest)\b[^\n]{0,200}\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\b(?:run|execute)\b[^.!?\n]{0,60}\b(?:base64\s+(?:-d|--decode)|nc\s+-e|rm\s+-rf\s+[~/])/i,
  },
];
