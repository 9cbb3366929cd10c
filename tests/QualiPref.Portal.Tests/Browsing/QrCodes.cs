using Microsoft.Playwright;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Reads what a drawn QR code says, as a telephone that looks at the screen does.</summary>
internal static class QrCodes
{
    /// <summary>The text of the only code in the picture of an element.</summary>
    public static async Task<string> ReadAsync(ILocator drawn)
    {
        var picture = Convert.ToBase64String(await drawn.ScreenshotAsync());
        // A page without a policy takes the picture apart: here is a browser that can, and no library for pictures.
        var empty = await drawn.Page.Context.Browser!.NewPageAsync();
        var size = await empty.EvaluateAsync<int[]>(
            """
            async picture => {
              const image = new Image();
              image.src = `data:image/png;base64,${picture}`;
              await image.decode();
              const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
              canvas.drawImage(image, 0, 0);
              window.pixels = canvas.getImageData(0, 0, image.width, image.height).data;
              return [image.width, image.height];
            }
            """,
            picture);
        var pixels = Convert.FromBase64String(await empty.EvaluateAsync<string>("() => { let text = ''; for (const byte of window.pixels) text += String.fromCharCode(byte); return btoa(text); }"));
        await empty.CloseAsync();
        var seen = new RGBLuminanceSource(pixels, size[0], size[1], RGBLuminanceSource.BitmapFormat.RGBA32);
        var read = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(seen)), new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true });
        Assert.True(read is not null, "No code can be read there.");
        return read.Text;
    }
}
