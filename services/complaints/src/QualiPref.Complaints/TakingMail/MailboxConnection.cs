using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using QualiPref.Complaints.Sending;

namespace QualiPref.Complaints.TakingMail;

/// <summary>A mailbox that is open: lists what is in its folder, fetches it, and moves it to where it belongs then.</summary>
internal sealed class MailboxConnection : IDisposable
{
    /// <summary>Most bytes of an e-mail that is fetched whole: 25 MB of attachments, as they are written in e-mails. Of a longer one only the text is.</summary>
    public const uint LongestWhole = 36 * 1024 * 1024;

    private const int PatienceInMilliseconds = 60_000;

    private readonly ImapClient _client;
    private readonly IMailFolder _folder;
    private readonly Dictionary<string, IMailFolder> _targets;

    private MailboxConnection(ImapClient client, IMailFolder folder, Dictionary<string, IMailFolder> targets) => (_client, _folder, _targets) = (client, folder, targets);

    public bool IsConnected => _client.IsConnected;

    /// <summary>Opens a mailbox, and makes the folders that are missing beside its own.</summary>
    public static async Task<MailboxConnection> OpenAsync(MailboxOptions mailbox, CancellationToken cancellationToken)
    {
        var client = new ImapClient { Timeout = PatienceInMilliseconds };
        try
        {
            await client.ConnectAsync(mailbox.Host, mailbox.Port, mailbox.Security, mailbox.CaFile, cancellationToken);
            await client.AuthenticateAsync(mailbox.User, mailbox.Password, cancellationToken);
            var root = client.GetFolder(client.PersonalNamespaces[0]);
            var held = (await root.GetSubfoldersAsync(false, cancellationToken)).ToDictionary(one => one.Name);
            var targets = new Dictionary<string, IMailFolder>();
            foreach (var name in MailFolders.All)
            {
                targets[name] = held.GetValueOrDefault(name) ?? await root.CreateAsync(name, true, cancellationToken)
                    ?? throw new ImapProtocolException($"The folder {name} could not be made.");
            }
            var folder = await client.GetFolderAsync(mailbox.Folder, cancellationToken);
            await folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
            return new MailboxConnection(client, folder, targets);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>What is in the folder, oldest first.</summary>
    public async Task<IReadOnlyList<UniqueId>> ListAsync(CancellationToken cancellationToken) => [.. await _folder.SearchAsync(SearchQuery.NotDeleted, cancellationToken)];

    /// <summary>Fetches one; null when it is gone.</summary>
    public async Task<FetchedMail?> FetchAsync(UniqueId id, CancellationToken cancellationToken)
    {
        var found = await _folder.FetchAsync([id], MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size, cancellationToken);
        if (found.Count == 0) return null;
        var at = found[0].InternalDate;
        if (found[0].Size is { } size && size > LongestWhole) return await FetchTextAsync(id, at, cancellationToken);
        await using var stream = await _folder.GetStreamAsync(id, cancellationToken);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return new FetchedMail(bytes.ToArray(), null, at, []);
    }

    /// <summary>Moves one to the folder of what became of it, marked as read.</summary>
    public async Task MoveAsync(UniqueId id, MailOutcome outcome, CancellationToken cancellationToken)
    {
        await _folder.AddFlagsAsync(id, MessageFlags.Seen, silent: true, cancellationToken);
        await _folder.MoveToAsync(id, _targets[MailFolders.Of(outcome)], cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private async Task<FetchedMail> FetchTextAsync(UniqueId id, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var headers = await _folder.GetHeadersAsync(id, cancellationToken);
        var summary = (await _folder.FetchAsync([id], MessageSummaryItems.BodyStructure, cancellationToken))[0];
        var message = new MimeMessage(headers);
        if ((summary.TextBody ?? summary.HtmlBody) is { } text && text.Octets <= LongestWhole) message.Body = await _folder.GetBodyPartAsync(id, text, cancellationToken);
        return new FetchedMail(null, message, at, [.. summary.Attachments.Select(part => new LeftFile(part.FileName ?? "", part.Octets))]);
    }
}

/// <summary>An e-mail as it was fetched.</summary>
/// <param name="Raw">All of it; null where it was too long for that.</param>
/// <param name="Text">Of one that was too long, its headers and its text.</param>
/// <param name="ArrivedAt">When the server took it.</param>
/// <param name="Left">The files of one that was too long.</param>
internal sealed record FetchedMail(byte[]? Raw, MimeMessage? Text, DateTimeOffset? ArrivedAt, IReadOnlyList<LeftFile> Left)
{
    /// <summary>The message; throws whatever a broken one makes of it.</summary>
    public MimeMessage Read()
    {
        if (Raw is null) return Text!;
        using var bytes = new MemoryStream(Raw, writable: false);
        return MimeMessage.Load(bytes);
    }
}

/// <summary>A file of an e-mail that was left where it is.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Bytes">How long it is, where that is known.</param>
internal sealed record LeftFile(string Name, long? Bytes);
