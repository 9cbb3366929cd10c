using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Masking;

namespace QualiPref.Surveys.Answers;

/// <summary>Reads one answer from JSON, notes everything that is wrong with it, and masks personal data in its texts.</summary>
internal sealed class AnswerReader(Catalogue catalogue, QuestionnaireBook questionnaires)
{
    /// <summary>Longest comment, in UTF-16 units.</summary>
    public const int LongestComment = 2_000;

    // Instants outside are no dates but broken clocks beyond repair, and shifting them could leave the calendar.
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the answer itself; fields around it (id, device, sentAt) are the caller's.</summary>
    /// <param name="fields">The object.</param>
    /// <returns>The answer, or null when anything is wrong.</returns>
    public Answer? Read(JsonFields fields)
    {
        var site = ReadSite(fields);
        var channel = fields.Code("channel", Channels.All, required: true);
        var answeredAt = ReadInstant(fields, "answeredAt", required: true);
        var outcome = fields.Code("outcome", Outcomes.All) ?? Outcomes.Complete;
        var code = fields.Text("questionnaire", 100, required: true);
        var version = fields.Integer("version", 1, int.MaxValue, required: true);
        var questionnaire = ReadQuestionnaire(fields, code, version);
        var language = questionnaire is null ? fields.Text("language", 20) : fields.Code("language", [.. questionnaire.Languages]);
        var kiosk = fields.Id("kiosk");
        var enrolment = (int?)fields.Integer("enrolment", 1, int.MaxValue);
        var sequence = fields.Integer("sequence", 1, (1L << 53) - 1);
        var clock = ReadClock(fields);
        var choices = ReadChoices(fields, questionnaire, outcome);
        // Nobody reads what is masked here, and nothing keeps it. What tells a repetition is made of the answer as it was sent.
        var comment = fields.Text("comment", LongestComment) is { } words ? PersonalData.Masked(words) : null;
        if (channel is not null && channel != Channels.Kiosk) RefuseKioskFields(fields, kiosk, enrolment, sequence);
        fields.RefuseUnknown();
        if (fields.Errors.Any) return null;
        return new Answer
        {
            Site = site!,
            Questionnaire = code!,
            Version = (int)version!.Value,
            Channel = channel!,
            Language = language,
            Outcome = outcome,
            AnsweredAt = answeredAt!.Value,
            Kiosk = kiosk,
            Enrolment = enrolment,
            Sequence = sequence,
            Clock = clock,
            Choices = choices!,
            Comment = comment,
        };
    }

    /// <summary>Reads an instant that can be reckoned with.</summary>
    public static DateTimeOffset? ReadInstant(JsonFields fields, string name, bool required = false)
    {
        if (fields.Instant(name, required) is not { } instant) return null;
        if (instant >= Earliest && instant < Latest) return instant;
        fields.Refuse(name, "Une date de 1900 à 2999 est attendue.", "A date from 1900 to 2999 is expected.");
        return null;
    }

    /// <summary>Reads the field <c>clock</c>.</summary>
    public static ClockReading? ReadClock(JsonFields fields)
    {
        if (fields.Object("clock") is not { } clock) return null;
        var session = clock.Id("session", required: true);
        // A hundred years of milliseconds: more is no clock, and cannot leave the calendar when taken off an instant.
        var elapsed = clock.Integer("elapsedMs", 0, 3_155_760_000_000, required: true);
        clock.RefuseUnknown();
        return session is null || elapsed is null ? null : new ClockReading(session.Value, elapsed.Value);
    }

    /// <summary>Reads answers to the questions that are asked.</summary>
    /// <param name="answers">The object.</param>
    /// <param name="questionnaire">What is asked.</param>
    /// <param name="mayBeBlank">Whether any of them may be missing, and all of them: as on paper.</param>
    public static Choices ReadAnswers(JsonFields answers, PreparedQuestionnaire questionnaire, bool mayBeBlank)
    {
        var choices = new Choices(new(questionnaire.Questions.Count), null, null);
        foreach (var question in questionnaire.Questions)
        {
            if (question.IsAskedAfter(choices)) choices = ReadQuestion(answers, mayBeBlank ? question with { IsRequired = false } : question, choices);
            else if (answers.Raw(question.Code) is not null)
            {
                answers.Refuse(question.Code, "Cette question n'est pas posée après les réponses précédentes\u00A0: laissez-la sans réponse.",
                    "This question is not asked after the answers before it: leave it without an answer.");
            }
        }
        answers.RefuseUnknown();
        return choices;
    }

    private Site? ReadSite(JsonFields fields)
    {
        if (fields.Text("site", 100, required: true) is not { } code) return null;
        if (catalogue.TryGetSite(code, out var site)) return site;
        fields.Refuse("site", "Site inconnu.", "Unknown site.");
        return null;
    }

    private PreparedQuestionnaire? ReadQuestionnaire(JsonFields fields, string? code, long? version)
    {
        if (code is null) return null;
        if (!questionnaires.Knows(code)) fields.Refuse("questionnaire", "Questionnaire inconnu.", "Unknown questionnaire.");
        else if (version is not null)
        {
            if (questionnaires.Find(code, version.Value) is { } found) return found;
            fields.Refuse("version", "Version inconnue de ce questionnaire.", "Unknown version of this questionnaire.");
        }
        return null;
    }

    private static void RefuseKioskFields(JsonFields fields, Guid? kiosk, int? enrolment, long? sequence)
    {
        if (kiosk is not null) Refuse("kiosk");
        if (enrolment is not null) Refuse("enrolment");
        if (sequence is not null) Refuse("sequence");

        void Refuse(string name) => fields.Refuse(name, "Réservé au canal kiosk.", "Only for channel kiosk.");
    }

    private static Choices? ReadChoices(JsonFields fields, PreparedQuestionnaire? questionnaire, string outcome)
    {
        if (fields.Object("answers", required: true) is not { } answers || questionnaire is null) return null;
        if (outcome == Outcomes.Abandoned)
        {
            foreach (var name in answers.Names)
            {
                answers.Refuse(name, "Une réponse abandonnée n'a pas de valeurs.", "An abandoned answer has no values.");
            }
            return new Choices(null, null, null);
        }
        var isPartial = outcome == Outcomes.Partial;
        var choices = ReadAnswers(answers, questionnaire, mayBeBlank: isPartial);
        if (isPartial && choices.AreBlank) fields.Refuse("answers", "Une réponse partielle répond à une question au moins.", "A partial answer answers one question at least.");
        return choices;
    }

    private static Choices ReadQuestion(JsonFields answers, PreparedQuestion question, Choices choices)
    {
        switch (question.Type)
        {
            case QuestionType.SingleChoice:
                if (answers.Code(question.Code, question.Options, question.IsRequired) is { } option) choices.Single![question.Code] = option;
                return choices;
            case QuestionType.MultiChoice:
                if (ReadSet(answers, question) is not { } options) return choices;
                return choices with { Multi = new(choices.Multi ?? []) { [question.Code] = options } };
            default:
                if (answers.Text(question.Code, question.LongestText, question.IsRequired) is not { } text) return choices;
                return choices with { Texts = new(choices.Texts ?? []) { [question.Code] = PersonalData.Masked(text) } };
        }
    }

    private static List<string>? ReadSet(JsonFields answers, PreparedQuestion question)
    {
        if (answers.Array(question.Code, question.Options.Length, question.IsRequired) is not { } items) return null;
        var chosen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (JsonFields.TextOf(item) is { } option && question.Options.Contains(option))
            {
                chosen.Add(option);
                continue;
            }
            answers.Refuse(question.Code, "La liste contient une valeur inconnue.", "The list holds an unknown value.");
            return null;
        }
        var (least, most) = question.Bounds;
        // Nothing chosen is no answer, which an optional question may have.
        var isNone = chosen.Count == 0 && !question.IsRequired;
        if (!isNone && (chosen.Count < least || chosen.Count > most))
        {
            answers.Refuse(question.Code, $"De {least} à {most} choix sont attendus.", $"From {least} to {most} choices are expected.");
            return null;
        }
        return [.. chosen];
    }
}
