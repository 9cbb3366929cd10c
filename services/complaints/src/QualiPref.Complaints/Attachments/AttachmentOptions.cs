using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;

namespace QualiPref.Complaints.Attachments;

/// <summary>How much is taken. Section <c>QualiPref:Complaints:Attachments</c>.</summary>
internal sealed class AttachmentOptions
{
    public const string Section = "QualiPref:Complaints:Attachments";

    private const int Megabyte = 1024 * 1024;

    /// <summary>Most files of a case.</summary>
    [Range(1, 100)]
    public int MostOfACase { get; init; } = 20;

    /// <summary>Most megabytes of one file.</summary>
    [Range(1, 15)]
    public int MostMegabytes { get; init; } = 10;

    /// <summary>Most megabytes of all files of a case together.</summary>
    [Range(1, 1_000)]
    public int MostMegabytesOfACase { get; init; } = 25;

    // So many forms are begun and left in a day at most.
    private const int MostUnnamedCases = 10;

    /// <summary>Most files that an agent may have handed in within a day and no case names.</summary>
    public int MostUnnamed => MostUnnamedCases * MostOfACase;

    /// <summary>Most bytes of them.</summary>
    public long MostUnnamedBytes => MostUnnamedCases * MostBytesOfACase;

    /// <summary>Most bytes of one file.</summary>
    public int MostBytes => MostMegabytes * Megabyte;

    /// <summary>Most bytes of all files of a case together.</summary>
    public long MostBytesOfACase => (long)MostMegabytesOfACase * Megabyte;
}

/// <summary>The antivirus that looks at files. Section <c>QualiPref:Complaints:Antivirus</c>.</summary>
internal sealed class AntivirusOptions : IValidatableObject
{
    public const string Section = "QualiPref:Complaints:Antivirus";

    /// <summary>Where a ClamAV daemon listens: <c>host:port</c>, or the absolute path of its socket. Without one files are taken unlooked at, and their readers are told.</summary>
    public string? Address { get; init; }

    /// <summary>How long it may take over one file.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is one.</summary>
    public bool IsConfigured => Address is { Length: > 0 };

    /// <summary>Where to connect, when there is one.</summary>
    public EndPoint ToEndPoint() => Address![0] == '/' ? new UnixDomainSocketEndPoint(Address) : HostOf(Address)!;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && Address![0] != '/' && HostOf(Address) is null) yield return new($"{Section}: Address has to be host:port or the absolute path of a socket.");
    }

    private static DnsEndPoint? HostOf(string address) =>
        address.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(address.AsSpan(colon + 1), out var port) && port > 0 ? new DnsEndPoint(address[..colon], port) : null;
}
