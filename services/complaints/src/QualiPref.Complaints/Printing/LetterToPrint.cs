using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Printing;

/// <summary>One letter as it goes on paper.</summary>
internal sealed record LetterToPrint
{
    /// <summary>Reference of its case, which the person quotes.</summary>
    public required string Reference { get; init; }

    /// <summary>Name and postal address as they were when it was written, one line each.</summary>
    public required string Recipient { get; init; }

    public required string Subject { get; init; }

    /// <summary>Plain text; a blank line parts paragraphs.</summary>
    public required string Body { get; init; }

    /// <summary>ISO 639-1 code of the language of subject and body.</summary>
    public required string Language { get; init; }

    /// <summary>The date it bears.</summary>
    public required DateOnly DatedOn { get; init; }
}

/// <summary>Why a letter cannot be printed as it should be. It then waits, and its case says so: nothing is cut, left out or made illegible.</summary>
internal enum PrintFault
{
    /// <summary>There is no postal address.</summary>
    AddressMissing,

    /// <summary>The address has more lines, or longer ones, than the window of an envelope shows.</summary>
    AddressTooLong,

    /// <summary>It has letters of a writing that is not set here: those that join or change places, such as Arabic.</summary>
    Writing,

    /// <summary>It would have more pages than one envelope takes.</summary>
    TooManyPages,
}

/// <summary>A letterhead for sites that have none in the catalogue: the name of the site alone.</summary>
internal static class Letterheads
{
    public static Letterhead Of(Site site) => site.Letterhead ?? new Letterhead { Name = [site.Name], Address = [], Place = "", Signature = [site.Name], Footer = [] };
}
