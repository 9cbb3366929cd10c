namespace QualiPref.Complaints.TakingMail;

/// <summary>What became of an e-mail.</summary>
internal enum MailOutcome
{
    /// <summary>It is a case, or was one already.</summary>
    Case,

    /// <summary>It is a message of a case.</summary>
    Message,

    /// <summary>It says that a letter did not arrive, and the letter says so now.</summary>
    Bounce,

    /// <summary>A machine wrote it: nobody is answered.</summary>
    Automatic,

    /// <summary>Its address sent as many as are taken in a day, or its case has as many as it may have.</summary>
    Limit,

    /// <summary>It cannot be read, or not be stored.</summary>
    Unreadable,
}

/// <summary>Where e-mails go once they are dealt with.</summary>
internal static class MailFolders
{
    public const string Done = "Traités", Automatic = "Automatiques", Limit = "Limite", Unreadable = "Illisibles";

    /// <summary>All of them, which are made where they are missing.</summary>
    public static IReadOnlyList<string> All { get; } = [Done, Automatic, Limit, Unreadable];

    /// <summary>The one of an outcome.</summary>
    public static string Of(MailOutcome outcome) => outcome switch
    {
        MailOutcome.Case or MailOutcome.Message => Done,
        MailOutcome.Bounce or MailOutcome.Automatic => Automatic,
        MailOutcome.Limit => Limit,
        _ => Unreadable,
    };
}
