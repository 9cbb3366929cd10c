namespace QualiPref.Portal.Wording.Filing;

/// <summary>
/// What the person is told of the answer's way to them, in every language of the public form. As in <see cref="DeliveryWords"/> each sentence stands for a state that the
/// service recorded; <c>doubtful</c> is each of those in which it may not have come.
/// </summary>
internal static class TrackedDeliveryWords
{
    public static IReadOnlyDictionary<string, string> InFrench { get; } = new Dictionary<string, string>
    {
        ["handedOver"] = "Elle a été remise à la messagerie le {0}, à l'adresse que vous avez laissée.",
        ["printed"] = "Elle est imprimée et doit encore être confiée à la poste.",
        ["posted"] = "Elle a été confiée à la poste le {0}.",
        ["toPrint"] = "Elle doit encore être imprimée et confiée à la poste.",
        ["handed"] = "Un agent a noté qu'il vous l'a remise le {0}.",
        ["doubtful"] = "Elle ne vous est peut-être pas parvenue aux coordonnées que vous avez laissées. Pour les corriger, écrivez-nous en citant la référence.",
    };

    public static IReadOnlyDictionary<string, string> InEnglish { get; } = new Dictionary<string, string>
    {
        ["handedOver"] = "It was handed over to the mail server on {0}, for the address you left.",
        ["printed"] = "It has been printed and has still to be given to the post.",
        ["posted"] = "It was given to the post on {0}.",
        ["toPrint"] = "It has still to be printed and given to the post.",
        ["handed"] = "A member of staff noted that they gave it to you on {0}.",
        ["doubtful"] = "It may not have reached you at the address you left. To correct that address, write to us and quote the reference.",
    };

    public static IReadOnlyDictionary<string, string> InSpanish { get; } = new Dictionary<string, string>
    {
        ["handedOver"] = "Se entregó al servidor de correo el {0}, para la dirección que usted dejó.",
        ["printed"] = "Está impresa y falta entregarla a correos.",
        ["posted"] = "Se entregó a correos el {0}.",
        ["toPrint"] = "Falta imprimirla y entregarla a correos.",
        ["handed"] = "Un agente anotó que se la entregó el {0}.",
        ["doubtful"] = "Quizá no le haya llegado a la dirección que dejó. Para corregirla, escríbanos indicando la referencia.",
    };

    public static IReadOnlyDictionary<string, string> InPortuguese { get; } = new Dictionary<string, string>
    {
        ["handedOver"] = "Foi entregue ao servidor de correio em {0}, para o endereço que deixou.",
        ["printed"] = "Está impressa e falta entregá-la aos correios.",
        ["posted"] = "Foi entregue aos correios em {0}.",
        ["toPrint"] = "Falta imprimi-la e entregá-la aos correios.",
        ["handed"] = "Um funcionário anotou que lha entregou em {0}.",
        ["doubtful"] = "Pode não lhe ter chegado ao endereço que deixou. Para o corrigir, escreva-nos indicando a referência.",
    };

    public static IReadOnlyDictionary<string, string> InArabic { get; } = new Dictionary<string, string>
    {
        ["handedOver"] = "سُلّم إلى خادم البريد الإلكتروني في {0}، إلى العنوان الذي تركته.",
        ["printed"] = "طُبع ولم يُسلَّم بعد إلى البريد.",
        ["posted"] = "سُلّم إلى البريد في {0}.",
        ["toPrint"] = "لم يُطبع بعد ولم يُسلَّم إلى البريد.",
        ["handed"] = "ذكر موظف أنه سلمه لك في {0}.",
        ["doubtful"] = "ربما لم يصلك على العنوان الذي تركته. لتصحيحه اكتب إلينا مع ذكر المرجع.",
    };
}
