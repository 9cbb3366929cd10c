using QualiPref.Complaints.TakingMail;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Sending;

/// <summary>Where an answer to a letter of a site goes, so that it reaches who wrote it.</summary>
internal static class ReplyAddress
{
    /// <summary>
    /// The mailbox of the site that is looked into, whose answers come to their case by themselves; else what is set for all; else the office's own address. Null leaves
    /// it to the address that letters come from.
    /// </summary>
    /// <param name="site">The site.</param>
    /// <param name="mail">What is set for all.</param>
    /// <param name="mailboxes">Those that are looked into.</param>
    public static string? Of(Site? site, MailOptions mail, IEnumerable<MailboxOptions> mailboxes) =>
        mailboxes.Where(one => one.Site == site?.Code).Select(one => one.User).Append(mail.ReplyTo).Append(site?.Letterhead?.Email).FirstOrDefault(MailOptions.IsAddress);
}
