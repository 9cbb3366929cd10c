using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Platform.Limits;

/// <summary>
/// Marks the calls that a process makes to itself where services share it: whoever asked for the page was counted, and all of the public would else be one caller.
/// The mark is of this process alone and goes nowhere else.
/// </summary>
internal sealed class InnerCalls
{
    public const string Header = "QualiPref-Inner";

    private readonly byte[] _mark;

    public InnerCalls()
    {
        Mark = RandomNumberGenerator.GetHexString(64);
        _mark = Encoding.ASCII.GetBytes(Mark);
    }

    public string Mark { get; }

    public bool IsOne(HttpRequest request) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[Header].ToString()), _mark);
}

/// <summary>Puts the mark on calls to the own process.</summary>
internal sealed class InnerCallHandler(InnerCalls calls, bool isOwn) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (isOwn) request.Headers.TryAddWithoutValidation(InnerCalls.Header, calls.Mark);
        return base.SendAsync(request, cancellationToken);
    }
}
