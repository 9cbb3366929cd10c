using QualiPref.Platform.Http;
using QualiPref.Surveys.Features.ReadingComments;
using QualiPref.Surveys.Masking;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ActingOnComments;

/// <summary>What somebody does with a comment, as its call asks for it.</summary>
internal abstract record CommentAct
{
    private const int LongestReason = 1_000;
    private const int LongestReply = 2_000;
    private const int LongestSaid = 300;
    private const int MostThemes = 10;

    /// <summary>Somebody read it.</summary>
    public sealed record Read : CommentAct;

    /// <summary>It is about this.</summary>
    public sealed record Sort(List<string> Themes) : CommentAct
    {
        public static Sort From(JsonFields fields)
        {
            var codes = fields.Array("themes", MostThemes, required: true)?.Select(JsonFields.TextOf).ToList() ?? [];
            if (codes.Exists(code => code is null || !ThemeCode.IsValid(code)))
            {
                fields.Refuse("themes", "Une liste de codes de thèmes est attendue.", "A list of codes of themes is expected.");
            }
            return new Sort([.. codes.OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    /// <summary>It is answered for everybody to read; an answer given before is replaced.</summary>
    public sealed record Reply(string Said, string Text) : CommentAct
    {
        public static Reply From(JsonFields fields)
        {
            var reply = new Reply(fields.Text("said", LongestSaid, required: true) ?? "", fields.Text("text", LongestReply, required: true) ?? "");
            // What is answered may name the service's own address or number; what somebody said names nobody's.
            if (PersonalData.Masked(reply.Said) != reply.Said)
            {
                fields.Refuse("said", "Ce résumé contient une adresse ou un numéro qui peut désigner quelqu'un : retirez-le.", "This summary has an address or a number in it that may be somebody's: take it out.");
            }
            return reply;
        }

        public PublicReply To(string by, DateTime now) => new() { Said = Said, Text = Text, By = by, At = now };
    }

    /// <summary>What was answered is to be read by nobody any more.</summary>
    public sealed record WithdrawReply : CommentAct;

    /// <summary>It may be quoted in the dossier, or no more.</summary>
    public sealed record Quote(bool Quotable) : CommentAct
    {
        public static Quote From(JsonFields fields) => new(fields.Flag("quotable", required: true) ?? false);
    }

    /// <summary>It was filed as a suggestion, under this id and reference.</summary>
    public sealed record PassOn(Guid Case, string Reference) : CommentAct
    {
        public static PassOn From(JsonFields fields) => new(fields.Id("case", required: true) ?? Guid.Empty, fields.Text("reference", 100, required: true) ?? "");

        public PassedOn To(string by, DateTime now) => new() { Case = Case, Reference = Reference, By = by, At = now };
    }

    /// <summary>Its words are to be gone.</summary>
    public sealed record Erase(string Reason) : CommentAct
    {
        public static Erase From(JsonFields fields) => new(fields.Text("reason", LongestReason, required: true) ?? "");
    }
}
