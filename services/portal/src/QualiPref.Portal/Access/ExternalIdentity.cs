using System.Net.Mail;

namespace QualiPref.Portal.Access;

/// <summary>Who somebody is, as an identity provider says. What they may do here it never says.</summary>
/// <param name="Issuer">The provider's issuer.</param>
/// <param name="Subject">Whom it means; unique within the issuer and, where it passes others' identities on, within the one that it names.</param>
/// <param name="Name">Their name, as histories show it.</param>
internal sealed record ExternalIdentity(string Issuer, string Subject, string Name)
{
    /// <summary>The provider behind the issuer (<c>idp_id</c>); empty where there is none.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Address of e-mail, if it says one.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the provider answers for the address being theirs. Only then it opens an invitation.</summary>
    public bool EmailIsConfirmed { get; init; }

    /// <summary>The address by which invitations are found; null without one that was confirmed.</summary>
    public string? Invitable => EmailIsConfirmed && !string.IsNullOrWhiteSpace(Email) ? EmailAddresses.Normal(Email) : null;
}

/// <summary>Addresses of e-mail as they are compared.</summary>
internal static class EmailAddresses
{
    /// <summary>Most characters of one.</summary>
    public const int Longest = 254;

    /// <summary>The address without what differs between two spellings of it.</summary>
    /// <param name="address">The address.</param>
    public static string Normal(string address) => address.Trim().ToLowerInvariant();

    /// <summary>Whether a text is one address and nothing more.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Trim() is var address && MailAddress.TryCreate(address, out var read) && read.Address == address;
}
