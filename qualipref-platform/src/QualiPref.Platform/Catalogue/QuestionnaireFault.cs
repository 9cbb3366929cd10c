using QualiPref.Platform.Http;

namespace QualiPref.Platform.Catalogue;

/// <summary>Something that is wrong with a questionnaire.</summary>
/// <param name="Place">Where.</param>
/// <param name="Word">The word that is wrong, or the code of what lacks something.</param>
/// <param name="Problem">What is wrong with it, as the rest of a sentence that begins with the word.</param>
public sealed record QuestionnaireFault(QuestionnairePlace Place, string Word, Words Problem)
{
    /// <summary>The whole sentence.</summary>
    public Words Sentence => new($"« {Word} » {Problem.French}", $"'{Word}' {Problem.English}");
}

/// <summary>A place in a questionnaire.</summary>
/// <param name="Field">The field, as it is named on the wire.</param>
/// <param name="Question">Number of the question, from 0 on; null for the questionnaire itself.</param>
/// <param name="Option">Number of the option, from 0 on; null for the question itself.</param>
public sealed record QuestionnairePlace(string Field, int? Question = null, int? Option = null)
{
    /// <summary>The place as a JSON pointer.</summary>
    public string Pointer => (Question, Option) switch
    {
        (null, _) => $"/{Field}",
        ({ } question, null) => FormattableString.Invariant($"/questions/{question}/{Field}"),
        ({ } question, { } option) => FormattableString.Invariant($"/questions/{question}/options/{option}/{Field}"),
    };
}
