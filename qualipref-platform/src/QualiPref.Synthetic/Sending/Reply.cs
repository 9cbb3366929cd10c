using System.Net;

namespace QualiPref.Synthetic.Sending;

/// <summary>A reply with what the next call needs of it.</summary>
internal sealed record Reply(Exchange Exchange, string? Etag, TimeSpan? RetryAfter)
{
    public int Status => Exchange.Status;

    /// <summary>The server, or what it needs, is not there: worth another try. 500 is not: it is a fault to be seen.</summary>
    public bool IsAway => Status > (int)HttpStatusCode.InternalServerError || Status == (int)HttpStatusCode.TooManyRequests;
}
