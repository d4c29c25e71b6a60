/**
 * The two instructions that need no company, in languages other than English: hide something from the
 * user, and set aside what was said before. Written without word boundaries where these do not exist.
 */
import type { Signal } from "./signal.js";

/** Letters of the scripts below, as ranges: far quicker to prepare than all letters of Unicode. */
const LETTERS = "A-Za-z\\u00c0-\\u024f\\u0370-\\u1fff\\u3040-\\u9fff\\uac00-\\ud7af";
const compiled = (source: string): RegExp =>
  new RegExp(source.replaceAll("[\\p{L}", `[${LETTERS}`).replaceAll("\\p{L}", `[${LETTERS}]`), "i");

const conceal = (source: string): Signal => ({ aim: "conceal", weight: 3, pattern: compiled(source) });
const override = (source: string): Signal => ({ aim: "override", weight: 3, pattern: compiled(source) });
/** Beginning of a word in any script. */
const W = "(?<!\\p{L})";
const NEAR = "[^.!?。！？।\\n]";

/**
 * Every pattern below needs one of these words, or a letter outside of the Latin ones of Western Europe. A
 * text that has none is not looked at any closer: preparing the patterns takes longer than all else.
 */
const SPOKEN =
  /[^\u0000-\u00ff]|us(?:uari|uári)|utili[sz]a[dt]|nadie|persona|paso|instrucc|indicacion|órdenes|reglas|mensajes|\b(?:pas|jamais|rien|nicht|nichts|niemals|nie|ohne)\b|précédente|antérieure|système|ignorier|vergiss|vergesse|missacht|überschreib|ninguém|pessoa|passo|instruç|regras|mensagens|ordens|utente|nessuno|istruzion|passaggio|regole|messaggi|indicazioni|gebruiker|negeer|nikomu|ignoruj|önceki/i;

let signals: readonly Signal[] | undefined;

/** The signals of other languages that this text can have; none for most texts. */
export function spokenSignals(text: string): readonly Signal[] {
  if (!SPOKEN.test(text)) return [];
  signals ??= languages();
  return signals;
}

const languages = (): readonly Signal[] => [
  // Spanish
  conceal(
    `${W}(?:no|nunca|jamás)\\s+(?:(?:se\\s+lo|le|les|lo)\\s+)?(?:digas?|decir|diga|mencion(?:es|e|ar)|inform(?:es|e|ar)|revel(?:es|e|ar)|muestr(?:es|e)|mostrar|avis(?:es|e|ar)|notifiqu(?:es|e)|cuentes?|reportes?)(?!\\p{L})${NEAR}{0,60}(?:usuario|nadie|persona|est[oae]s?\\s+(?:paso|instrucc))`,
  ),
  conceal(
    `${W}sin\\s+(?:que\\s+(?:el|la)\\s+usuari[oa]\\s+(?:lo\\s+)?(?:sepa|note|vea|se\\s+entere)|(?:informar|avisar|decir|notificar|decírselo)\\s*(?:nada\\s+)?al?\\s+usuari[oa])`,
  ),
  override(
    `${W}(?:ignor[ae]r?|olvid[ae]r?|descart[ae]r?|desobedece|omite)\\s+(?:\\p{L}+\\s+){0,3}(?:instrucciones|indicaciones|órdenes|reglas|mensajes)\\s+(?:\\p{L}+\\s+)?(?:anteriores|previas|previos|del\\s+sistema)`,
  ),
  // French
  conceal(
    `${W}n(?:e\\s+|['’])(?:le\\s+|lui\\s+|en\\s+)?(?:dis|dites|mentionne[zr]?|informe[zr]?|révèle[zr]?|montre[zr]?|préviens|prévenez|signale[zr]?|parle[zr]?|avertis(?:sez)?|indique[zr]?)\\s+(?:pas|jamais|rien)(?!\\p{L})${NEAR}{0,60}(?:utilisateur|personne|étape|instruction)`,
  ),
  conceal(
    `${W}ne\\s+(?:pas|jamais|rien)\\s+(?:le\\s+|l['’]en\\s+|en\\s+)?(?:dire|mentionner|informer|révéler|montrer|prévenir|signaler|parler|avertir)(?!\\p{L})${NEAR}{0,60}(?:utilisateur|personne|étape|instruction)`,
  ),
  conceal(
    `${W}(?:à\\s+l['’]insu\\s+de\\s+l['’]utilisateur|sans\\s+(?:en\\s+)?(?:informer|prévenir|avertir|le\\s+dire\\s+à)\\s+l['’]utilisateur|sans\\s+que\\s+l['’]utilisateur\\s+(?:le\\s+|ne\\s+)?(?:sache|remarque|voie))`,
  ),
  override(
    `${W}(?:ignore[zr]?|oublie[zr]?|ne\\s+(?:tiens|tenez)\\s+pas\\s+compte\\s+d)\\s*(?:[\\p{L}'’]+\\s+){0,3}(?:instructions|consignes|directives|règles)\\s+(?:\\p{L}+\\s+)?(?:précédentes?|antérieures?|système)`,
  ),
  // German
  conceal(
    `${W}(?:sag|sage|sagen|teile|teilen|erwähne|erwähnen|informiere|informieren|zeige|zeigen|verrate|verraten|erzähle|melde)(?!\\p{L})${NEAR}{0,50}(?:Benutzer|Nutzer|Anwender|User)\\p{L}*${NEAR}{0,40}${W}(?:nicht|nichts|niemals|nie)(?!\\p{L})`,
  ),
  conceal(
    `${W}(?:nicht|nichts|niemals|nie)(?!\\p{L})${NEAR}{0,30}(?:Benutzer|Nutzer|Anwender)\\p{L}*${NEAR}{0,30}(?:sagen|mitteilen|erwähnen|informieren|zeigen|verraten|erzählen)`,
  ),
  conceal(
    `${W}ohne\\s+(?:dass\\s+)?(?:d(?:en|er|em|ie)\\s+)?(?:Benutzer|Nutzer|Anwender)\\p{L}*${NEAR}{0,40}(?:informieren|sagen|benachrichtigen|merkt|weiß|bemerkt|erfährt|Wissen)`,
  ),
  override(
    `${W}(?:ignorier|vergiss|vergesse|missacht|überschreib)\\p{L}*\\s+${NEAR}{0,30}(?:vorherig|bisherig|früher|obig|vorig|vorangegangen|System)\\p{L}*\\s*-?(?:Anweisung|Instruktion|Befehl|Regel|Vorgabe|anweisung)`,
  ),
  // Portuguese
  conceal(
    `${W}(?:não|nunca|jamais)\\s+(?:\\p{L}+\\s+){0,2}?(?:diga|dizer|conte|contar|mencion[ea]r?|inform[ea]r?|revel[ea]r?|mostr[ea]r?|avis[ea]r?|notifique)(?!\\p{L})${NEAR}{0,60}(?:usuário|utilizador|ninguém|pessoa|passo|instruç)`,
  ),
  conceal(
    `${W}sem\\s+(?:que\\s+o\\s+(?:usuário|utilizador)\\s+(?:saiba|perceba|note|veja)|(?:informar|avisar|dizer|notificar|contar)\\s+(?:ao?|o)\\s+(?:usuário|utilizador))`,
  ),
  override(
    `${W}(?:ignor[ea]r?|esqueça|esquece|desconsider[ea]|descart[ea])\\s+(?:\\p{L}+\\s+){0,3}(?:instruções|regras|mensagens|ordens)\\s+(?:\\p{L}+\\s+)?(?:anteriores|prévias|do\\s+sistema)`,
  ),
  // Italian
  conceal(
    `${W}(?:non|mai)\\s+(?:\\p{L}+\\s+){0,2}?(?:dire|dica|menzionare|informare|rivelare|mostrare|avvisare|comunicare|parlare)(?!\\p{L})${NEAR}{0,60}(?:utente|nessuno|istruzion|passaggio)`,
  ),
  conceal(
    `${W}(?:senza\\s+(?:che\\s+l['’]utente\\s+(?:lo\\s+)?(?:sappia|noti|veda)|(?:informare|avvisare|dirlo\\s+a)l*\\s*l?['’]?utente)|all['’]insaputa\\s+dell['’]utente)`,
  ),
  override(
    `${W}(?:ignora(?:re)?|dimentica(?:re)?|trascura(?:re)?)\\s+(?:\\p{L}+\\s+){0,3}(?:istruzioni|regole|messaggi|indicazioni)\\s+(?:\\p{L}+\\s+)?(?:precedenti|del\\s+sistema)`,
  ),
  // Dutch
  conceal(
    `${W}(?:vertel|zeg|meld|noem|informeer|toon|laat)(?!\\p{L})${NEAR}{0,40}gebruiker\\p{L}*${NEAR}{0,40}${W}(?:niet|niets|nooit)(?!\\p{L})`,
  ),
  conceal(`${W}zonder\\s+(?:dat\\s+)?(?:medeweten\\s+van\\s+)?de\\s+gebruiker`),
  override(
    `${W}negeer\\s+(?:\\p{L}+\\s+){0,3}(?:vorige|eerdere|voorgaande|bovenstaande)\\s+(?:instructies|aanwijzingen|regels|opdrachten)`,
  ),
  // Polish
  conceal(
    `${W}nie\\s+(?:mów|informuj|wspominaj|powiadamiaj|ujawniaj|pokazuj)\\p{L}*${NEAR}{0,40}(?:użytkownik|nikomu)`,
  ),
  override(
    `${W}(?:zi|i)gnoruj\\p{L}*\\s+(?:\\p{L}+\\s+){0,2}(?:poprzednie|wcześniejsze)\\s+(?:instrukcje|polecenia|zasady)`,
  ),
  // Russian and Ukrainian
  conceal(
    `${W}(?:не|никогда\\s+не|ні)\\s+(?:\\p{L}+\\s+){0,2}?(?:говори|сообща|упомина|рассказыва|показыва|раскрыва|уведомля|информиру|повідомля|кажи|згадуй)\\p{L}*${NEAR}{0,50}(?:пользовател|користувач|никому|нікому)`,
  ),
  conceal(`(?:втайне\\s+от|без\\s+ведома|незаметно\\s+для|не\\s+ставя\\s+в\\s+известность)\\s+пользовател`),
  override(
    `${W}(?:про)?(?:игнорируй|игнорируйте|игнорировать|забудь|забудьте)\\s+(?:\\p{L}+\\s+){0,2}(?:предыдущие|прежние|прошлые|системные|ранее)\\s+(?:\\p{L}+\\s+){0,2}(?:инструкции|указания|команды|правила)`,
  ),
  // Turkish
  conceal(`kullanıcı(?:ya|nın)${NEAR}{0,30}(?:söyleme|bildirme|bahsetme|gösterme|haberi\\s+olmadan)`),
  override(`önceki${NEAR}{0,20}(?:talimat|komut|yönerge)\\p{L}*${NEAR}{0,15}(?:yok\\s+say|unut|görmezden)`),
  // Chinese, both scripts
  conceal(
    `(?:不要|不得|不能|不可|切勿|请勿|請勿|禁止|绝不|絕不|别|勿)${NEAR}{0,8}(?:告诉|告訴|告知|通知|提醒|让|讓|向)${NEAR}{0,8}(?:用户|用戶|使用者|任何人|他人)`,
  ),
  conceal(
    `(?:不要|不得|切勿|请勿|請勿|禁止)${NEAR}{0,10}(?:提及|透露|泄露|洩露|显示|顯示)${NEAR}{0,6}(?:此|这|這|该|該)(?:步|操作|指令|文件|檔|过程|過程)`,
  ),
  conceal(
    `(?:瞒着|瞞著|在)(?:用户|用戶|使用者)(?:不知情|不知道|未察觉)?(?:的情况下|的情況下)|瞒着用户|不让用户(?:知道|看到|发现)`,
  ),
  override(
    `(?:忽略|忽视|無視|无视|忘记|忘記|忘掉|抛弃|不要理会)${NEAR}{0,10}(?:之前|以前|先前|上面|以上|前面|系统|系統|原有)${NEAR}{0,8}(?:指令|指示|提示|规则|規則|命令|要求)`,
  ),
  // Japanese
  conceal(
    `(?:ユーザー?|利用者|使用者|誰)(?:に|には|にも|へ)${NEAR}{0,20}(?:伝え|知らせ|言わ|教え|通知し|見せ|明かさ|話さ|報告し)(?:ない|ず|るな|てはいけない|てはならない|てはなりません|ません)`,
  ),
  conceal(`(?:ユーザー?|利用者)に(?:気づかれ|知られ|内緒|秘密)`),
  override(
    `(?:以前|これまで|前|上記|先|システム)の?${NEAR}{0,8}(?:指示|命令|プロンプト|ルール|指令)${NEAR}{0,8}(?:無視|忘れ|破棄)`,
  ),
  // Korean
  conceal(
    `사용자(?:에게|한테)${NEAR}{0,20}(?:말하지|알리지|언급하지|보여주지|공개하지|알려주지)\\s*(?:마|말|않)|사용자\\s*(?:모르게|몰래)`,
  ),
  override(
    `(?:이전|기존|위의|앞의|시스템)${NEAR}{0,12}(?:지시|명령|프롬프트|규칙|지침)${NEAR}{0,8}(?:무시|잊)`,
  ),
  // Arabic
  conceal(`لا\\s+(?:تخبر|تذكر|تبلغ|تكشف|تقل|تُخبر)${NEAR}{0,30}(?:المستخدم|أحد)`),
  override(`تجاهل${NEAR}{0,20}(?:التعليمات|الأوامر|القواعد)${NEAR}{0,10}(?:السابقة|أعلاه)`),
  // Hindi
  conceal(`(?:उपयोगकर्ता|यूज़र|यूजर)${NEAR}{0,25}(?:न|मत|नहीं)\\s*(?:बताएं|बताएँ|बताना|बताओ|दिखाएं)`),
  override(`पिछले${NEAR}{0,15}(?:निर्देश|आदेश)${NEAR}{0,12}(?:अनदेखा|भूल|नज़रअंदाज़)`),
];
